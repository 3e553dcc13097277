import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { TableHead } from './lines.ts';

/** Where the ledger stood when a backup was made. */
export interface Mark {
  readonly seq: string;
  /** RFC 3339 in microseconds. */
  readonly at: string;
}

/**
 * Left out of the history: who somebody is (`PEOPLE`), what is made anew from the rest, and what is over within a day.
 */
const LEFT_OUT = ['migration', 'projection', 'idempotency', 'outbox', 'form_upload'];

/** What tells who somebody is, or opens what is sealed. It is kept in a part of its own, which every backup replaces. */
export const PEOPLE = ['subject_key', 'identifier'] as const;

/** A clock may have been set back between two backups; what is read twice is written once. */
const OVERLAP = "interval '1 hour'";

/** Tables that only grow, or whose changed rows can be told: what of them is newer than a mark. */
const NEWER: Readonly<Record<string, (mark: Mark) => string>> = {
  fact: ({ seq }) => `seq > ${BigInt(seq)}`,
  suppression: ({ seq }) => `seq > ${BigInt(seq)}`,
  decision: ({ at }) => `known_at > ${quote(at)}::timestamptz - ${OVERLAP}`,
  subject: ({ at }) => `last_recorded_at > ${quote(at)}::timestamptz - ${OVERLAP}`,
};

/** Whether a table of an incremental backup adds to the one before; every other is kept whole. */
export function isIncremental(table: string): boolean {
  return table in NEWER;
}

/** The tables of the history, with their columns, in a fixed order. */
export async function historyTables(db: Kysely<Database>): Promise<TableHead[]> {
  const tables = await allTables(db);
  return tables.filter(({ name }) => !LEFT_OUT.includes(name) && !PEOPLE.some((one) => one === name));
}

export async function allTables(db: Kysely<Database>): Promise<TableHead[]> {
  const { rows } = await sql<TableHead>`
    select c.relname as name, array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
    ) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`.execute(
    db,
  );
  return rows;
}

const BATCH = 500;

/** The rows of a table as JSON, a batch at a time, through a cursor of the open transaction. */
export async function* readRows(
  db: Kysely<Database>,
  { name, columns }: TableHead,
  since: Mark | null,
  where = 'true',
): AsyncGenerator<string[]> {
  const newer = since && NEWER[name] ? NEWER[name](since) : 'true';
  const list = columns.map(identifier).join(', ');
  await sql
    .raw(
      `declare heed_backup no scroll cursor for
       select row_to_json(t)::text as row from (select ${list} from ${identifier(name)} where ${newer} and ${where}) as t`,
    )
    .execute(db);
  for (;;) {
    const { rows } = await sql.raw<{ row: string }>(`fetch ${BATCH} from heed_backup`).execute(db);
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < BATCH) break;
  }
  await sql.raw('close heed_backup').execute(db);
}

/** Adds rows that the database wrote as JSON. Those that are there already stay, but a subject takes its later form. */
export async function insertRows(
  db: Kysely<Database>,
  { name, columns }: TableHead,
  rows: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = columns.map(identifier).join(', ');
  const set = columns
    .filter((column) => column !== 'id')
    .map((column) => `${identifier(column)} = excluded.${identifier(column)}`);
  const conflict = name === 'subject' ? `(id) do update set ${set.join(', ')}` : 'do nothing';
  await sql`insert into ${sql.table(name)} (${sql.raw(list)})
    select ${sql.raw(list)} from json_populate_recordset(null::${sql.table(name)}, ${`[${rows.join(',')}]`}::text::json)
    on conflict ${sql.raw(conflict)}`.execute(db);
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
