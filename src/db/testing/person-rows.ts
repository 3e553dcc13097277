import { type Kysely, sql } from 'kysely';
import { DELETED_WITH_PERSON } from '../../contacts/person-tables.ts';
import type { Database } from '../tables.ts';

/** Every table that has a column which names a person, found in the schema itself, by name. */
export async function personTables(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.data_type = 'uuid' and c.column_name ~ '(^|_)(subject|person)$'
    order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

export async function rowsAbout(db: Kysely<Database>, table: string, subject: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where subject = ${subject}::uuid`.execute(db);
  return rows[0]!.n;
}

const ANY: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: "'x'",
  bytea: "'\\x00'::bytea",
  jsonb: "'[]'::jsonb",
  integer: '1',
  bigint: '1',
  boolean: 'true',
  'timestamp with time zone': 'now()',
};

/** Gives a person one row of any content in every table that an erasure empties and that has none of them yet. */
export async function fillPersonTables(db: Kysely<Database>, subject: string): Promise<void> {
  for (const table of DELETED_WITH_PERSON) {
    if ((await rowsAbout(db, table, subject)) > 0) continue;
    const { rows: columns } = await sql<{ name: string; type: string }>`
      select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO'`.execute(db);
    const values = columns.map(({ name, type }) =>
      name === 'subject' ? sql`${subject}::uuid` : sql.raw(ANY[type] ?? `no value known for ${type}`),
    );
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
      values (${sql.join(values)})`.execute(db);
  }
}
