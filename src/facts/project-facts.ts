import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import { compactFacts } from '../decision/compact-facts.ts';
import type { Fact, Subject } from '../decision/types.ts';
import { compactProfiles, engineFacts, type Profile, profilesOf, subjectAt } from './engine-facts.ts';
import { factsOf } from './known-facts.ts';
import type { StoredFact } from './schema.ts';

/**
 * A person's history in the shortest form that decides equally from now on. Each identifier that facts are about has
 * a list of its own, made from those facts and the person's together.
 */
export interface Projection {
  readonly profiles: readonly Profile[];
  readonly person: readonly Fact[];
  readonly about: Readonly<Record<string, readonly Fact[]>>;
}

/** @param now epoch ms of the recording */
export function projectFacts(facts: readonly StoredFact[], now: number): Projection {
  const identifiers = new Set(facts.map((fact) => fact.identifier).filter((id) => id !== null));
  return {
    profiles: compactProfiles(profilesOf(facts), now),
    person: compactFacts(engineFacts(facts, null), now),
    about: Object.fromEntries([...identifiers].map((id) => [id, compactFacts(engineFacts(facts, id), now)])),
  };
}

/** The engine's facts for a contact by one identifier, from a projection as the database gave it. */
export function projectedFacts(projection: Projection, identifier: string | null): Fact[] {
  const facts = (identifier && projection.about[identifier]) || projection.person;
  // JSON has no -Infinity: register facts without an instant come back with null.
  return facts.map((fact) => (fact.at === null ? { ...fact, at: Number.NEGATIVE_INFINITY } : fact));
}

export function projectedSubject(projection: Projection, at: number): Subject {
  return subjectAt(projection.profiles, at);
}

/** Makes the projections of these subjects anew from the ledger. Part of the transaction that changed it. */
export async function rebuildProjections(
  tx: Kysely<Database>,
  subjects: readonly string[],
  builtAt: string,
): Promise<void> {
  const histories = await factsOf(tx, subjects);
  await writeProjections(tx, histories, builtAt);
}

export async function writeProjections(
  tx: Kysely<Database>,
  histories: ReadonlyMap<string, readonly StoredFact[]>,
  builtAt: string,
): Promise<void> {
  if (histories.size === 0) return;
  const now = Date.parse(builtAt);
  const rows = [...histories].map(([subject, facts]) => ({ subject, facts: projectFacts(facts, now) }));
  await sql`/* once: keep-projections */
    insert into projection (subject, built_at, facts)
    select x.subject, ${builtAt}::timestamptz, x.facts
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as x(subject uuid, facts jsonb)
    on conflict (subject) do update set built_at = excluded.built_at, facts = excluded.facts`.execute(tx);
}
