import { sql } from 'kysely';
import { anyUuid } from '../db/any-of.ts';
import type { Fact, Subject } from '../decision/types.ts';
import { engineFacts, profilesOf, subjectAt } from '../facts/engine-facts.ts';
import { factsOf } from '../facts/known-facts.ts';
import { type Projection, projectedFacts, projectedSubject } from '../facts/project-facts.ts';
import type { StoredFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { findIdentifiers, type IdentifierRow } from './identifiers.ts';
import type { IdentifierKind } from './normalise.ts';
import { suppressionFact, suppressionsOf } from './suppressions.ts';

/** One identifier to load, already normalised (`normaliseIdentifier`). */
export interface ContactKey {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** What is known of one identifier's person, ready for the engine. Register facts are not in it. */
export interface LoadedContact {
  /** Hex: how `changedSince` names it when it is suppressed. */
  readonly hash: string;
  /** `sub_…`, or null for somebody unknown. */
  readonly subject: string | null;
  readonly profile: Subject;
  readonly facts: readonly Fact[];
}

export interface LoadOptions {
  /** Epoch ms of the contact. Default: now. */
  readonly at?: number;
  /** RFC 3339: only what was recorded up to then. */
  readonly knownAt?: string;
}

/**
 * Loads many contacts in a handful of statements, in the order of the keys. Decides equally to the whole history:
 * it reads projections where it may, and histories where the past is asked about or a suppression has to be weighed.
 */
export async function loadContacts(
  heed: Heed,
  controller: string,
  keys: readonly ContactKey[],
  options: LoadOptions = {},
): Promise<LoadedContact[]> {
  const { knownAt, at = Date.now() } = options;
  const hashes = keys.map(({ kind, value }) =>
    heed.vault.hashes(controller, kind, value).map((h) => h.toString('hex')),
  );
  const all = hashes.flat();
  const suppressions = await suppressionsOf(heed.db, controller, all, knownAt);
  const known = await findIdentifiers(heed.db, controller, all);
  const rows = hashes.map((mine) => mine.map((hash) => known.get(hash)).find(Boolean));
  const stopsOf = (mine: readonly string[]) => mine.flatMap((hash) => suppressions.get(hash) ?? []);

  const needHistory = new Set<string>();
  const needProjection = new Set<string>();
  rows.forEach((row, i) => {
    if (!row) return;
    const whole = stopsOf(hashes[i]!).length > 0;
    (whole ? needHistory : needProjection).add(row.subject);
  });
  const projections = await projectionsOf(heed, [...needProjection], at, knownAt);
  for (const subject of needProjection) if (!projections.has(subject)) needHistory.add(subject);
  const histories = await factsOf(heed.db, [...needHistory], knownAt);

  return rows.map((row, i) => {
    const stops = stopsOf(hashes[i]!).map(suppressionFact);
    const own =
      row &&
      (histories.has(row.subject)
        ? fromHistory(histories.get(row.subject)!, row, at)
        : fromProjection(projections.get(row.subject)!, row, at));
    return {
      hash: hashes[i]![0]!,
      subject: row ? publicId('sub', row.subject) : null,
      profile: own?.profile ?? {},
      facts: own ? [...own.facts, ...stops] : stops,
    };
  });
}

function fromHistory(facts: readonly StoredFact[], row: IdentifierRow, at: number) {
  return { facts: engineFacts(facts, row.id), profile: subjectAt(profilesOf(facts), at) };
}

function fromProjection(projection: Projection, row: IdentifierRow, at: number) {
  return { facts: projectedFacts(projection, row.id), profile: projectedSubject(projection, at) };
}

/**
 * The projections that hold for an instant of contact and of knowledge: those built after either do not. A projection
 * is built anew with every fact, so one that is older than the knowledge holds all of it.
 */
async function projectionsOf(
  heed: Heed,
  subjects: readonly string[],
  at: number,
  knownAt?: string,
): Promise<Map<string, Projection>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<{ subject: string; facts: Projection }>`/* once: projections-of */
    select subject, facts from projection
    where subject = ${anyUuid(subjects)}
      and built_at <= ${new Date(at).toISOString()}::timestamptz
      and (${knownAt ?? null}::timestamptz is null or built_at <= ${knownAt ?? null}::timestamptz)`.execute(
    heed.db,
  );
  return new Map(rows.map((row) => [row.subject, row.facts]));
}
