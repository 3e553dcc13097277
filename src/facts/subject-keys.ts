import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { WrappedKey } from '../db/vault.ts';

/** The wrapped data keys of subjects, by uuid. A subject without one was erased. */
export async function subjectKeys(
  db: Kysely<Database>,
  subjects: readonly string[],
): Promise<Map<string, WrappedKey>> {
  const { rows } = await sql<{ subject: string } & WrappedKey>`
    select subject, master_version, wrapped from subject_key
    where subject in (select s::uuid from jsonb_array_elements_text(${JSON.stringify(subjects)}::text::jsonb) as s)`.execute(
    db,
  );
  return new Map(rows.map(({ subject, ...key }) => [subject, key]));
}
