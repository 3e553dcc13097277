import { HeedError } from '../errors.ts';
import { subjectUuid } from '../facts/known-facts.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import {
  findIdentifiers,
  hashIdentifier,
  type IdentifierRow,
  identifiersOf,
  openIdentifiers,
} from './identifiers.ts';
import { type Identifier, KIND_OF_CHANNEL } from './normalise.ts';

/** One address that a contact would go to. */
export interface Addressee {
  /** Uuid, or null for somebody unknown. */
  readonly subject: string | null;
  /** Random id of the identifier, or null when none is known. */
  readonly identifier: string | null;
  /** Hex hashes under which it may be suppressed. */
  readonly hashes: readonly string[];
  /** For phones: the number to look up in the registers. */
  readonly e164: string | null;
}

/**
 * The addresses that are meant: the identifier asked about, or every one of the person's that the channel can use.
 * A person without any is one addressee without an address, so that what is known of the person still counts.
 */
export async function resolveAddressees(
  heed: Heed,
  controller: string,
  input: {
    readonly subject?: string;
    readonly identifier?: Identifier;
    readonly channel: string;
    readonly attributes?: { readonly country?: string };
  },
): Promise<Addressee[]> {
  if (input.subject === undefined) {
    if (!input.identifier)
      throw new HeedError('VALIDATION', 'Name the person by subject id or by an identifier.');
    return [await resolveIdentifier(heed, controller, input.identifier, input.attributes?.country)];
  }
  const subject = await subjectUuid(heed, input.subject, controller);
  if (input.identifier) {
    const one = await resolveIdentifier(heed, controller, input.identifier, input.attributes?.country);
    return [one.subject === subject ? one : { ...one, subject, identifier: null }];
  }
  const kind = KIND_OF_CHANNEL[input.channel];
  const rows = (await identifiersOf(heed.db, [subject])).filter(
    (row) => kind === undefined || row.kind === kind,
  );
  if (rows.length === 0) return [{ subject, identifier: null, hashes: [], e164: null }];
  const values =
    kind === 'phone' || heed.vault.indexVersions.length > 1
      ? await valuesOf(heed, subject)
      : new Map<string, Identifier>();
  return rows.map((row) => ({
    subject,
    identifier: row.id,
    hashes: hashesOf(heed, controller, row, values.get(row.id)),
    e164: row.kind === 'phone' ? (values.get(row.id)?.value ?? null) : null,
  }));
}

async function resolveIdentifier(
  heed: Heed,
  controller: string,
  identifier: Identifier,
  country?: string,
): Promise<Addressee> {
  const { kind, value, hashes } = hashIdentifier(heed.vault, controller, identifier, country);
  const known = await findIdentifiers(heed.db, controller, hashes);
  const row = hashes.map((hash) => known.get(hash)).find(Boolean);
  return {
    subject: row?.subject ?? null,
    identifier: row?.id ?? null,
    hashes,
    e164: kind === 'phone' ? value : null,
  };
}

/** The hashes of a known address. While two index keys are in use, a stop may be kept under either. */
function hashesOf(
  heed: Heed,
  controller: string,
  row: IdentifierRow,
  known: Identifier | undefined,
): string[] {
  if (!known) return [row.hash];
  const hashes = heed.vault.hashes(controller, known.kind, known.value).map((hash) => hash.toString('hex'));
  return [...new Set([row.hash, ...hashes])];
}

async function valuesOf(heed: Heed, subject: string): Promise<Map<string, Identifier>> {
  const stored = (await subjectKeys(heed.db, [subject])).get(subject);
  if (!stored) return new Map();
  const opened = await openIdentifiers(heed, subject, heed.vault.openSubjectKey(subject, stored));
  return new Map(opened.map((one) => [one.id, one]));
}
