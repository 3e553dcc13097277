import { addFact } from '../../facts/add-fact.ts';
import type { Heed } from '../../heed.ts';
import { makeLink } from '../make-link.ts';

export const ORIGIN = 'https://privacy.example.org';

/** A person with a British profile and a consent to emails about events. Returns `sub_…`. */
export async function subscriber(heed: Heed, email: string, policy = 'cmp'): Promise<string> {
  const identifier = { kind: 'email', value: email } as const;
  await addFact(
    heed,
    {
      policy,
      identifier,
      fact: { type: 'profile', at: '2026-01-02T09:00:00Z', country: 'GB', tz: 'Europe/London' },
    },
    'test',
  );
  const consent = {
    type: 'consent',
    at: '2026-01-02T09:00:00Z',
    channels: ['email'],
    purposes: ['direct_marketing'],
    topics: ['events'],
    method: 'unticked_box',
    evidence: {
      wording: 'Email me about conferences and events',
      language: 'en',
      wording_version: `${policy}@2026-01-01`,
      notice_version: `${policy}@2026-01-01`,
      source: 'website-form',
    },
  };
  return (await addFact(heed, { policy, identifier, fact: consent }, 'test')).subject;
}

/** Tokens of the links of a mail about a topic. */
export async function tokens(
  heed: Heed,
  email: string,
  { policy = 'cmp', topic = 'events' as string | undefined } = {},
): Promise<{ stop: string; preferences: string }> {
  const made = await makeLink(heed, { policy, identifier: { kind: 'email', value: email }, topic }, ORIGIN);
  const last = (url: string) => url.split('/').at(-1)!;
  return { stop: last(made.stop_url), preferences: last(made.preferences_url) };
}

/** What the engine answers for an email to a person, such as `A_CONSENT`. */
export async function reason(heed: Heed, email: string, topic = 'events', policy = 'cmp'): Promise<string> {
  const { decideContact } = await import('../../contacts/decide-contact.ts');
  const answer = await decideContact(heed, {
    policy,
    identifier: { kind: 'email', value: email },
    channel: 'email',
    purpose: 'direct_marketing',
    message: { topic },
    record: false,
    actor: 'test',
  });
  return answer.decision.reason;
}
