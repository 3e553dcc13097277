import { readInstant } from '../db/instants.ts';
import type { Subject } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import { profilesOf, subjectAt } from '../facts/engine-facts.ts';
import { factsOf, subjectUuid } from '../facts/known-facts.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { findIdentifiers, hashIdentifier, openIdentifiers } from './identifiers.ts';
import type { Identifier } from './normalise.ts';
import { controllerOf } from './policy-in-force.ts';

/** A person as staff may see them. */
export interface FoundSubject {
  /** `sub_…` */
  readonly subject: string;
  readonly controller: string;
  /** RFC 3339. */
  readonly created_at: string;
  readonly erased_at: string | null;
  /** In the clear, for those who may see them; empty after erasure. */
  readonly identifiers: readonly Identifier[];
  readonly profile: Subject;
}

/**
 * Looks a person up by an identifier. Null when nobody of this policy has it.
 *
 * @throws HeedError INVALID_IDENTIFIER, UNKNOWN_POLICY
 */
export async function findSubject(
  heed: Heed,
  input: { readonly policy: string; readonly identifier: Identifier; readonly country?: string },
): Promise<string | null> {
  const controller = controllerOf(heed, input.policy);
  const { hashes } = hashIdentifier(heed.vault, controller, input.identifier, input.country);
  const known = await findIdentifiers(heed.db, controller, hashes);
  const row = hashes.map((hash) => known.get(hash)).find(Boolean);
  return row ? publicId('sub', row.subject) : null;
}

/**
 * Who a subject is.
 *
 * @throws HeedError UNKNOWN_SUBJECT
 */
export async function readSubject(
  heed: Heed,
  input: { readonly policy: string; readonly subject: string },
): Promise<FoundSubject> {
  const controller = controllerOf(heed, input.policy);
  const uuid = await subjectUuid(heed, input.subject, controller);
  const row = await heed.db
    .selectFrom('subject')
    .select([
      readInstant('created_at').as('created_at'),
      readInstant<string | null>('erased_at').as('erased_at'),
    ])
    .where('id', '=', uuid)
    .executeTakeFirstOrThrow();
  const stored = (await subjectKeys(heed.db, [uuid])).get(uuid);
  const identifiers = stored
    ? await openIdentifiers(heed, uuid, heed.vault.openSubjectKey(uuid, stored))
    : [];
  const facts = (await factsOf(heed.db, [uuid])).get(uuid)!;
  return {
    subject: publicId('sub', uuid),
    controller,
    ...row,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value })),
    profile: subjectAt(profilesOf(facts), Date.now()),
  };
}

/** The person a command means: by id, or by identifier. Throws UNKNOWN_SUBJECT when there is none. */
export async function requireSubject(
  heed: Heed,
  input: {
    readonly policy: string;
    readonly subject?: string;
    readonly identifier?: Identifier;
    readonly country?: string;
  },
): Promise<string> {
  if (input.subject) {
    const uuid = await subjectUuid(heed, input.subject, controllerOf(heed, input.policy));
    return publicId('sub', uuid);
  }
  if (!input.identifier)
    throw new HeedError('VALIDATION', 'Name the person by subject id or by an identifier.');
  const found = await findSubject(heed, { ...input, identifier: input.identifier });
  if (!found) throw new HeedError('UNKNOWN_SUBJECT', 'Nobody is known by that identifier under this policy.');
  return found;
}
