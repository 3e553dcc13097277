import { type Kysely, sql } from 'kysely';
import { anyUuid } from '../db/any-of.ts';
import type { Database } from '../db/tables.ts';
import type { FactRow } from './prepare-fact.ts';

/**
 * Adds rows to the ledger in their order and returns the ids of those that are new; a repeat of a known fact is
 * passed over. Call it inside a transaction that holds the subjects' locks.
 */
export async function insertFacts(tx: Kysely<Database>, rows: readonly FactRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  // Arrays, one a column: the server takes them apart in half the time that JSON takes.
  const all = <K extends keyof FactRow>(name: K) => rows.map((row) => row[name]);
  const clear = rows.map((row) => JSON.stringify(row.clear));
  const { rows: added } = await sql<{ id: string }>`/* once: insert-facts */
    insert into fact (subject, id, seq, controller, identifier, type, happened_at, recorded_at, actor, clear, sealed, digest, leaf)
    select x.subject, x.id, nextval('ledger_seq'), x.controller, x.identifier, x.type, x.happened_at, x.recorded_at,
      x.actor, x.clear::jsonb, decode(x.sealed, 'hex'), decode(x.digest, 'hex'), decode(x.leaf, 'hex')
    from (
      select * from unnest(${all('subject')}::uuid[], ${all('id')}::uuid[], ${all('controller')}::text[],
        ${all('identifier')}::uuid[], ${all('type')}::text[], ${all('happened_at')}::timestamptz[],
        ${all('recorded_at')}::timestamptz[], ${all('actor')}::text[], ${clear}::text[], ${all('sealed')}::text[],
        ${all('digest')}::text[], ${all('leaf')}::text[]) with ordinality as given(
        subject, id, controller, identifier, type, happened_at, recorded_at, actor, clear, sealed, digest, leaf, ord)
      order by ord
    ) as x
    on conflict (subject, digest) do nothing
    returning id`.execute(tx);
  return new Set(added.map((row) => row.id));
}

/**
 * The instant at which facts about these subjects are recorded: the database's clock, never before or at anything
 * that is already recorded or was already answered about one of them. Call it after taking their locks.
 *
 * @param subjects uuids; may be empty
 */
export async function recordingInstant(tx: Kysely<Database>, subjects: readonly string[]): Promise<string> {
  const { rows } = await sql<{ at: string }>`/* once: recording-instant */
    select to_char(greatest(
      clock_timestamp(),
      (select max(last_recorded_at) + interval '1 microsecond' from subject where id = ${anyUuid(subjects)}),
      (select max(known_at) + interval '1 microsecond' from decision where subject = ${anyUuid(subjects)})
    ) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(tx);
  return rows[0]!.at;
}

export async function markRecorded(
  tx: Kysely<Database>,
  subjects: Iterable<string>,
  recordedAt: string,
): Promise<void> {
  const ids = [...subjects];
  if (ids.length === 0) return;
  await sql`/* once: mark-recorded */
    update subject set last_recorded_at = ${recordedAt}::timestamptz
    where id = ${anyUuid(ids)}`.execute(tx);
}
