import { type Kysely, sql } from 'kysely';
import { type JournalEntry, readJournal } from '../contacts/erasure-journal.ts';
import { forgetErased } from '../contacts/forget-person.ts';
import { DELETED_WITH_PERSON } from '../contacts/person-tables.ts';
import type { Database } from '../db/tables.ts';
import { IS_STOP } from '../facts/restricting.ts';
import { allTables, insertRows } from './tables.ts';

const BATCH_ROWS = 500;

/**
 * Sets aside what the store knows of erasures and stops, in tables that go with the transaction. The people part of the
 * backup and the journals add to them.
 */
export async function rememberStops(tx: Kysely<Database>): Promise<void> {
  const stops = sql.raw(IS_STOP);
  for (const statement of [
    sql`create temporary table kept_suppression on commit drop as select * from suppression`,
    sql`create temporary table kept_fact on commit drop as select * from fact where ${stops}`,
    sql`create temporary table kept_identifier on commit drop as
      select controller, kind, hash, key_version, id, subject from identifier
      where exists (select 1 from fact where fact.subject = identifier.subject and ${stops})`,
    sql`create temporary table kept_erased on commit drop as
      select id, erased_at from subject where erased_at is not null`,
  ])
    await statement.execute(tx);
}

/** Tables of the people part that tell of people whom the history need not know; nobody is made from them. */
export function isRemembered(table: string): boolean {
  return table === 'subject' || table === 'fact';
}

/** Rows of such a table, as the database wrote them. */
export async function rememberRows(
  tx: Kysely<Database>,
  table: string,
  rows: readonly string[],
): Promise<void> {
  const json = sql`${`[${rows.join(',')}]`}::text::json`;
  if (table === 'subject')
    await sql`insert into kept_erased select id, erased_at from json_populate_recordset(null::subject, ${json})
      where erased_at is not null`.execute(tx);
  else
    await sql`insert into kept_fact select * from json_populate_recordset(null::fact, ${json})`.execute(tx);
}

/** Adds what a journal tells. It may be long: it is read in pieces. */
export async function rememberJournal(tx: Kysely<Database>, path: string): Promise<void> {
  let entries: JournalEntry[] = [];
  let rows = 0;
  for await (const entry of readJournal(path)) {
    entries.push(entry);
    // An import writes the stops of a thousand rows as one entry.
    rows += entry.facts.length + entry.suppressions.length + (entry.identifiers?.length ?? 0);
    if (rows < BATCH_ROWS) continue;
    await rememberEntries(tx, entries);
    entries = [];
    rows = 0;
  }
  await rememberEntries(tx, entries);
}

async function rememberEntries(tx: Kysely<Database>, entries: readonly JournalEntry[]): Promise<void> {
  const into = async (name: string, like: string, rows: readonly unknown[]) => {
    for (let at = 0; at < rows.length; at += BATCH_ROWS)
      await sql`insert into ${sql.table(name)} select * from json_populate_recordset(null::${sql.table(like)},
        ${JSON.stringify(rows.slice(at, at + BATCH_ROWS))}::text::json)`.execute(tx);
  };
  const suppression = (await allTables(tx)).find(({ name }) => name === 'suppression')!;
  const suppressions = entries.flatMap((entry) => entry.suppressions.map((row) => JSON.stringify(row)));
  for (let at = 0; at < suppressions.length; at += BATCH_ROWS)
    await insertRows(tx, suppression, suppressions.slice(at, at + BATCH_ROWS));
  const facts = entries.flatMap((entry) => entry.facts);
  await into('kept_fact', 'fact', facts);
  await into(
    'kept_identifier',
    'kept_identifier',
    entries.flatMap(({ identifiers = [] }) => identifiers),
  );
  const erased = entries.flatMap(({ subject, facts: [fact] }) =>
    subject ? [{ id: subject, erased_at: fact?.recorded_at ?? new Date().toISOString() }] : [],
  );
  await into('kept_erased', 'kept_erased', erased);
}

/**
 * Puts back every stop that is remembered. Of a person whom the restored history knows it is the fact itself; an
 * address that the history does not know, or not as this person's, is kept from being contacted by its keyed hash.
 *
 * @param versions of the index key: a hash under another one could not be found by anybody
 * @returns how many facts and suppressions that makes
 */
export async function bringBackStops(tx: Kysely<Database>, versions: readonly number[]): Promise<number> {
  await sql`insert into suppression select * from kept_suppression on conflict do nothing`.execute(tx);
  // The people part brings the addresses of people whom an older history does not know.
  await sql`insert into kept_identifier select controller, kind, hash, key_version, id, subject from identifier i
    where not exists (select 1 from subject s where s.id = i.subject)
      and exists (select 1 from kept_fact f where f.subject = i.subject)`.execute(tx);
  const facts = await sql<{ n: number }>`with brought as (
      insert into fact select distinct on (subject, id) * from kept_fact k
      where exists (select 1 from subject s where s.id = k.subject) on conflict do nothing returning type
    ) select count(*)::int as n from brought where type <> 'erasure'`.execute(tx);
  await sql`update subject s set last_recorded_at = greatest(s.last_recorded_at, k.at)
    from (select subject, max(recorded_at) as at from kept_fact group by subject) k
    where k.subject = s.id`.execute(tx);
  await setSequence(tx);
  const strangers = await suppressStrangers(tx, versions);
  await setSequence(tx);
  return facts.rows[0]!.n + strangers;
}

/**
 * Suppresses the remembered addresses that the restored history does not have. Those of erased people are passed over:
 * their suppressions were written with the erasure.
 */
async function suppressStrangers(tx: Kysely<Database>, versions: readonly number[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with stop as (
      select subject, identifier, type, clear, happened_at, recorded_at, actor from kept_fact where type <> 'erasure'
      union
      select subject, identifier, type, clear, happened_at, recorded_at, actor from fact
      where ${sql.raw(IS_STOP)} and type <> 'erasure' and subject in (select subject from kept_identifier)
    ), wanted as (
      select distinct k.hash, k.controller, k.kind, k.key_version,
        case when type in ('refusal_offered', 'restriction') then 'objection' else type end as reason,
        case when type = 'refusal_offered' then '["email", "sms", "social_dm"]'::jsonb else clear -> 'channels' end
          as channels,
        clear -> 'purposes' as purposes, clear -> 'topics' as topics,
        coalesce(happened_at, recorded_at) as happened_at, recorded_at, actor
      from kept_identifier k join stop on stop.subject = k.subject and coalesce(stop.identifier, k.id) = k.id
      where k.key_version in (select v::integer from jsonb_array_elements_text(${JSON.stringify(versions)}::text::jsonb) as v)
        and not exists (select 1 from identifier i where i.id = k.id and i.subject = k.subject
          and exists (select 1 from subject s where s.id = i.subject))
        and not exists (select 1 from kept_erased e where e.id = k.subject)
        and not exists (select 1 from subject s where s.id = k.subject and s.erased_at is not null)
        and not (type = 'restriction' and clear ->> 'lifted_at' is not null)
    ), brought as (
      insert into suppression (hash, controller, kind, id, seq, key_version, reason, channels, purposes, topics,
        happened_at, recorded_at, actor)
      select hash, controller, kind, gen_random_uuid(), nextval('ledger_seq'), key_version, reason, channels, purposes,
        topics, happened_at, recorded_at, actor
      from wanted w where not exists (
        select 1 from suppression s
        where s.hash = w.hash and s.controller = w.controller and s.kind = w.kind and s.reason = w.reason
          and s.happened_at = w.happened_at and s.channels is not distinct from w.channels
          and s.purposes is not distinct from w.purposes and s.topics is not distinct from w.topics)
      returning id
    ) select count(*)::int as n from brought`.execute(tx);
  return rows[0]!.n;
}

/** Erases whoever is known to be erased, and takes away what belongs to nobody in the restored history. */
export async function eraseAgain(tx: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update subject s set erased_at = coalesce(s.erased_at, k.erased_at),
      last_recorded_at = greatest(s.last_recorded_at, k.erased_at)
    from (select id, min(erased_at) as erased_at from kept_erased group by id) k
    where s.id = k.id and s.erased_at is null returning s.id`.execute(tx);
  await forgetErased(tx);
  // The people part may know people who came after the history that is restored.
  for (const table of [...DELETED_WITH_PERSON, 'fact'])
    await sql`delete from ${sql.table(table)} where not exists (
      select 1 from subject s where s.id = ${sql.table(table)}.subject)`.execute(tx);
  return rows.length;
}

async function setSequence(tx: Kysely<Database>): Promise<void> {
  await sql`select setval('ledger_seq', greatest(
    (select coalesce(max(seq), 0) from fact), (select coalesce(max(seq), 0) from suppression),
    (select last_value from ledger_seq)))`.execute(tx);
}
