import { isActOfPerson } from '../decision/erasure.ts';
import { engineFacts } from '../facts/engine-facts.ts';
import { factsOf } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { findIdentifiers } from './identifiers.ts';
import { suppressionsOf } from './suppressions.ts';

/**
 * Which of these keyed hashes (hex) belong to people who must not be taken in again from a list: suppressed, and not
 * come back by a later act of their own.
 */
export async function suppressedAmong(
  heed: Heed,
  controller: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  const suppressions = await suppressionsOf(heed.db, controller, hashes);
  if (suppressions.size === 0) return new Set();
  const known = await findIdentifiers(heed.db, controller, [...suppressions.keys()]);
  const histories = await factsOf(heed.db, [...new Set([...known.values()].map((row) => row.subject))]);
  const suppressed = new Set<string>();
  for (const [hash, stops] of suppressions) {
    const row = known.get(hash);
    const facts = row ? engineFacts(histories.get(row.subject)!, row.id) : [];
    const latestStop = Math.max(...stops.map((stop) => Date.parse(stop.happened_at)));
    const cameBack = facts.some(
      (fact) => fact.type === 'consent' && fact.at > latestStop && isActOfPerson(fact, controller),
    );
    if (!cameBack) suppressed.add(hash);
  }
  return suppressed;
}
