import { factsOf } from '../../facts/known-facts.ts';
import type { Heed } from '../../heed.ts';
import { findIdentifiers, hashIdentifier } from '../identifiers.ts';
import type { ReadContact } from './read-contact.ts';

const STOPS: ReadonlySet<string> = new Set([
  'objection',
  'unsubscribe',
  'withdrawal',
  'restriction',
  'erasure',
]);

/**
 * An import never lifts a stop (contact-rules 0.3): of people who ever said stop, the consents in a list are not taken
 * in; nor where a row mixes the addresses of several people, for then nobody knows who consented. Returns the rows
 * with those consents removed.
 */
export async function dropLiftingConsents(
  heed: Heed,
  controller: string,
  rows: readonly ReadContact[],
): Promise<ReadContact[]> {
  const hashesOf = new Map<ReadContact, readonly string[]>();
  for (const row of rows)
    if (row.facts.some((fact) => fact.type === 'consent'))
      hashesOf.set(
        row,
        row.identifiers.flatMap((one) => hashIdentifier(heed.vault, controller, one, row.country).hashes),
      );
  if (hashesOf.size === 0) return [...rows];

  const known = await findIdentifiers(heed.db, controller, [...hashesOf.values()].flat());
  const histories = await factsOf(heed.db, [...new Set([...known.values()].map((found) => found.subject))]);
  const stopped = new Set(
    [...histories]
      .filter(([, facts]) => facts.some((fact) => STOPS.has(fact.type)))
      .map(([subject]) => subject),
  );
  return rows.map((row) => {
    const subjects = new Set(hashesOf.get(row)?.map((hash) => known.get(hash)?.subject ?? ''));
    subjects.delete('');
    if (subjects.size < 2 && !stopped.has([...subjects][0] ?? '')) return row;
    return {
      ...row,
      facts: row.facts.filter((fact) => fact.type !== 'consent'),
      // Counted without a line: who once said stop is nothing that a rejects file may tell the list's seller.
      consentNotTaken: {},
    };
  });
}
