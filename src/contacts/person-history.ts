import { subjectUuid } from '../facts/known-facts.ts';
import { type HistoryEntry, type HistoryInput, readHistory } from '../facts/read-history.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import { hashIdentifier, identifiersOf, openIdentifiers } from './identifiers.ts';
import { controllerOf } from './policy-in-force.ts';
import { type Suppression, suppressionsOf } from './suppressions.ts';

/**
 * A person's history together with the stops that stand against their addresses (`sup_…`), in the order it was
 * recorded: a decision may name either as what blocks it. A stop says its kind, scope and time, and no address.
 *
 * @throws HeedError UNKNOWN_POLICY, UNKNOWN_SUBJECT
 */
export async function personHistory(
  heed: Heed,
  { policy, ...input }: HistoryInput & { readonly policy: string },
): Promise<HistoryEntry[]> {
  const controller = controllerOf(heed, policy);
  const uuid = await subjectUuid(heed, input.subject, controller);
  const facts = await readHistory(heed, input);
  const hashes = await hashesOf(heed, controller, uuid);
  const stops = [...(await suppressionsOf(heed.db, controller, hashes, input.asKnownAt)).values()].flat();
  return [...facts, ...stops.map(asEntry)].sort((a, b) =>
    a.recorded_at < b.recorded_at ? -1 : a.recorded_at > b.recorded_at ? 1 : 0,
  );
}

/** The hashes of a person's addresses under every index key; as they were stored once the person is erased. */
async function hashesOf(heed: Heed, controller: string, uuid: string): Promise<string[]> {
  const hashes = new Set((await identifiersOf(heed.db, [uuid])).map(({ hash }) => hash));
  const stored = (await subjectKeys(heed.db, [uuid])).get(uuid);
  if (stored)
    for (const identifier of await openIdentifiers(heed, uuid, heed.vault.openSubjectKey(uuid, stored)))
      for (const hash of hashIdentifier(heed.vault, controller, identifier).hashes) hashes.add(hash);
  return [...hashes];
}

function asEntry(stop: Suppression): HistoryEntry {
  const { channels, purposes, topics } = stop;
  return {
    id: stop.id,
    type: stop.reason,
    at: stop.happened_at,
    recorded_at: stop.recorded_at,
    identifier: null,
    actor: stop.actor,
    clear: {
      ...(channels && { channels: [...channels] }),
      ...(purposes && { purposes: [...purposes] }),
      ...(topics && { topics: [...topics] }),
    },
    has_evidence: false,
    evidence: null,
  };
}
