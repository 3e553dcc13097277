import { type Kysely, sql } from 'kysely';
import type { IdentifierKind } from '../contacts/normalise.ts';
import { anyUuid } from '../db/any-of.ts';
import { lockForWriting } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { inTransaction } from '../db/transactions.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';

/** Small enough that the locks of a batch stay locks of single people, and others go on writing. */
const BATCH = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly controller: string;
  readonly kind: IdentifierKind;
  readonly hash: string;
  readonly sealed: Uint8Array;
}

/**
 * Hashes every known identifier under the current index key, batch by batch, and takes the suppressions of the same
 * address along. Suppressions of people who are not known stay under the version that made them. Returns how many
 * identifiers were moved.
 */
export async function rehashIdentifiers(heed: Heed, onProgress: (moved: number) => void): Promise<number> {
  let moved = 0;
  for (let last = FIRST; ; ) {
    const { rows } = await sql<{ subject: string }>`
      select distinct subject from identifier
      where subject > ${last}::uuid and key_version < ${heed.vault.indexVersion}
      order by subject limit ${BATCH}`.execute(heed.db);
    if (rows.length === 0) return moved;
    const subjects = rows.map(({ subject }) => subject);
    last = subjects.at(-1)!;
    moved += await inTransaction(heed, (inner) => rehashSubjects(inner, subjects));
    onProgress(moved);
  }
}

async function rehashSubjects({ db, vault }: Heed, subjects: readonly string[]): Promise<number> {
  await lockForWriting(db, subjects);
  const version = vault.indexVersion;
  const keys = await subjectKeys(db, subjects);
  const rows = await oldRows(db, subjects, version);
  const changes = rows.map(({ id, subject, controller, kind, hash, sealed }) => {
    const key = vault.openSubjectKey(subject, keys.get(subject)!);
    const value = vault.open(key, publicId('sub', subject), id, sealed);
    return {
      id,
      controller,
      kind,
      was: hash,
      hash: vault.hash(controller, kind, value, version).toString('hex'),
    };
  });
  const changed = sql`jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as x(
    id uuid, controller text, kind text, was text, hash text)`;
  for (const table of ['identifier', 'suppression'])
    await sql`update ${sql.table(table)} t set hash = decode(x.hash, 'hex'), key_version = ${version}
      from ${changed}
      where t.hash = decode(x.was, 'hex') and t.controller = x.controller and t.kind = x.kind`.execute(db);
  return changes.length;
}

async function oldRows(db: Kysely<Database>, subjects: readonly string[], version: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, subject, controller, kind, encode(hash, 'hex') as hash, sealed from identifier
    where key_version < ${version}
      and subject = ${anyUuid(subjects)}`.execute(db);
  return rows;
}
