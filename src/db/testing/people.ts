import type { Identifier } from '../../contacts/normalise.ts';
import { upsertContacts } from '../../contacts/upsert-contacts.ts';
import type { NewFact } from '../../facts/schema.ts';
import type { Heed } from '../../heed.ts';

/** Evidence that makes a consent provable. */
export const EVIDENCE = {
  wording: 'Yes, email me about events. You can stop at any time.',
  wording_version: 'signup@3',
  notice_version: 'cmp@2026-11-22',
  source: 'https://example.org/signup',
} as const;

/** A consent to marketing email, given an instant after the last. */
export function consent(at: string, fields: Partial<NewFact> = {}): NewFact {
  return {
    type: 'consent',
    at,
    channels: ['email'],
    purposes: ['direct_marketing'],
    method: 'unticked_box',
    evidence: EVIDENCE,
    ...fields,
  };
}

/** Makes a person of `cmp` and returns `sub_…`. By default somebody in Great Britain. */
export async function makePerson(
  heed: Heed,
  identifiers: readonly Identifier[],
  facts: readonly NewFact[] = [],
  profile: Partial<NewFact> = { country: 'GB' },
): Promise<string> {
  const [made] = await upsertContacts(heed, {
    controller: 'cmp',
    actor: 'test',
    keepSuppressed: true,
    rows: [{ identifiers, facts: [{ type: 'profile', at: '2020-01-01T00:00:00Z', ...profile }, ...facts] }],
  });
  if (!made || !('subject' in made)) throw new Error(`not made: ${made?.status}`);
  return made.subject;
}
