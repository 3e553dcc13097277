import { sql } from 'kysely';
import { findIdentifiers, type IdentifierRow } from '../contacts/identifiers.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { policyIn } from '../policy/translate/policy-in.ts';
import type { Language } from '../texts/languages.ts';
import { worded } from '../texts/texts.ts';
import { type Link, type LinkUse, readLink } from './link-token.ts';
import { STARTS_FOR_SECONDS } from './make-link.ts';

/** A link that was found genuine, with whom it belongs to today. */
export interface OpenedLink {
  /** In the language in which the link was opened. */
  readonly policy: LoadedPolicy;
  readonly controller: string;
  readonly link: Link;
  /** Null when nobody has the address (any more): it was erased, or never known. */
  readonly recipient: IdentifierRow | null;
  /** Whether it may still start things. Stopping it may always. */
  readonly mayStart: boolean;
}

/**
 * Opens a link of the public side.
 *
 * @param now epoch ms; for tests of old links
 * @throws HeedError NOT_FOUND for every link that is not genuine, and for an unknown policy, all alike
 */
export async function openLink(
  heed: Heed,
  input: {
    readonly policy: string;
    readonly use: LinkUse;
    readonly token: string;
    readonly language?: Language;
  },
  now: number = Date.now(),
): Promise<OpenedLink> {
  const policy = heed.policies
    .list()
    .find(({ id, aliases }) => id === input.policy || aliases.includes(input.policy));
  const controller = policy?.data.policy.controller.id ?? '';
  const link = readLink(heed.vault, controller, input.use, input.token);
  if (!policy || !link)
    throw new HeedError(
      'NOT_FOUND',
      worded(({ errors }) => errors.linkNotComplete),
    );
  return {
    policy: policyIn(policy, input.language ?? policy.language),
    controller,
    link,
    recipient: await findRecipient(heed, controller, link),
    mayStart: Math.abs(now / 1000 - link.issued) < STARTS_FOR_SECONDS,
  };
}

/** By the identifier's own id, which outlives a new index key; else by hash, as when the person came back. */
async function findRecipient(heed: Heed, controller: string, link: Link): Promise<IdentifierRow | null> {
  if (link.identifier) {
    const { rows } = await sql<IdentifierRow>`
      select id, subject, kind, encode(hash, 'hex') as hash, key_version from identifier
      where id = ${link.identifier}::uuid and controller = ${controller}`.execute(heed.db);
    if (rows[0]) return rows[0];
  }
  return (await findIdentifiers(heed.db, controller, [link.hash])).get(link.hash) ?? null;
}
