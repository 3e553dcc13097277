import { type Kysely, sql } from 'kysely';
import { anyUuid } from '../db/any-of.ts';
import type { Database } from '../db/tables.ts';
import type { WrappedKey } from '../db/vault.ts';
import { HeedError } from '../errors.ts';
import { unknownSubject } from './known-facts.ts';

/** The wrapped data keys of subjects, by uuid. A subject without one was erased. */
export async function subjectKeys(
  db: Kysely<Database>,
  subjects: readonly string[],
): Promise<Map<string, WrappedKey>> {
  const { rows } = await sql<{ subject: string } & WrappedKey>`/* once: subject-keys */
    select subject, master_version, wrapped from subject_key
    where subject = ${anyUuid(subjects)}`.execute(db);
  return new Map(rows.map(({ subject, ...key }) => [subject, key]));
}

/** The wrapped data key of a subject of this controller. Throws UNKNOWN_SUBJECT, or SUBJECT_ERASED for one without. */
export async function requireSubjectKey(
  db: Kysely<Database>,
  subject: string,
  controller: string,
): Promise<WrappedKey> {
  const { rows } = await sql<WrappedKey | { readonly wrapped: null }>`/* once: subject-key */
    select k.master_version, k.wrapped from subject s left join subject_key k on k.subject = s.id
    where s.id = ${subject}::uuid and s.controller = ${controller}`.execute(db);
  const [row] = rows;
  if (!row) throw unknownSubject();
  if (row.wrapped === null) throw new HeedError('SUBJECT_ERASED');
  return row;
}
