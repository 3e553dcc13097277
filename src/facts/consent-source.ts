import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { NewFact } from './schema.ts';

/** Sources that say by their name who gave the consent. */
const PLAIN: ReadonlySet<string> = new Set(['direct', 'third_party']);

/**
 * A consent as the engine has to read it: one that came from anybody but the person, by the policy's own register of
 * sources, is a third party's, whatever the source is called. A source that the policy does not know is refused,
 * because a bought consent under an unknown name would lift stops.
 *
 * @throws HeedError VALIDATION naming the sources of the policy
 */
export function readConsentSource(heed: Heed, policy: string, fact: NewFact): NewFact {
  if (fact.type !== 'consent' || fact.source === undefined || PLAIN.has(fact.source)) return fact;
  const { sources } = heed.policies.get(policy).data.sources;
  const source = sources.find(({ id }) => id === fact.source);
  if (!source) {
    const known = [...PLAIN, ...sources.map(({ id }) => id)].join(', ');
    throw new HeedError('VALIDATION', 'Say where the consent came from, as the policy registers it.', [
      { pointer: '/fact/source', detail: `use one of: ${known}` },
    ]);
  }
  return source.from === 'subject'
    ? fact
    : { ...fact, source: 'third_party', names_controller: fact.names_controller ?? false };
}
