import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { WrappedKey } from '../db/vault.ts';
import { factsOf } from '../facts/known-facts.ts';
import { type FactRow, storedFact } from '../facts/prepare-fact.ts';
import type { StoredFact } from '../facts/schema.ts';

/** Makes new people, each with a data key of their own. */
export async function insertSubjects(
  db: Kysely<Database>,
  controller: string,
  rows: readonly ({ subject: string } & WrappedKey)[],
  at: string,
): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ subject, master_version, wrapped }) => ({
      subject,
      master_version,
      wrapped: Buffer.from(wrapped).toString('hex'),
    })),
  );
  await sql`with given as materialized (
      select * from json_to_recordset(${json}::text::json) as x(subject uuid, master_version integer, wrapped text)
    ), made as (
      insert into subject (id, controller, created_at, last_recorded_at)
      select subject, ${controller}, ${at}::timestamptz, ${at}::timestamptz from given
    )
    insert into subject_key (subject, master_version, wrapped)
    select subject, master_version, decode(wrapped, 'hex') from given`.execute(db);
}

/** The histories of the people who changed. Those of new people are what was just added. */
export async function historiesOf(
  db: Kysely<Database>,
  changed: readonly string[],
  added: readonly FactRow[],
  created: ReadonlySet<string>,
): Promise<Map<string, StoredFact[]>> {
  const histories = await factsOf(
    db,
    changed.filter((subject) => !created.has(subject)),
  );
  for (const row of added) {
    if (!created.has(row.subject)) continue;
    const history = histories.get(row.subject);
    if (history) history.push(storedFact(row));
    else histories.set(row.subject, [storedFact(row)]);
  }
  return histories;
}
