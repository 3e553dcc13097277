import { sql } from 'kysely';
import type { WrappedKey } from '../db/vault.ts';
import type { Heed } from '../heed.ts';

const BATCH = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Wraps every subject's data key under the current master key, batch by batch. A key that was destroyed meanwhile stays
 * destroyed: a row is changed only while it is as it was read. Returns how many were moved.
 */
export async function rewrapSubjectKeys(heed: Heed, onProgress: (moved: number) => void): Promise<number> {
  const { vault, db } = heed;
  let moved = 0;
  for (let last = FIRST; ; ) {
    const { rows } = await sql<{ subject: string } & WrappedKey>`
      select subject, master_version, wrapped from subject_key
      where subject > ${last}::uuid and master_version < ${vault.masterVersion}
      order by subject limit ${BATCH}`.execute(db);
    if (rows.length === 0) return moved;
    last = rows.at(-1)!.subject;
    const changes = rows.map(({ subject, ...stored }) => {
      const { master_version, wrapped } = vault.wrapSubjectKey(
        subject,
        vault.openSubjectKey(subject, stored),
      );
      return { subject, master_version, wrapped: hex(wrapped), was: hex(stored.wrapped) };
    });
    const { numAffectedRows } = await sql`
      update subject_key k set master_version = x.master_version, wrapped = decode(x.wrapped, 'hex')
      from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as x(
        subject uuid, master_version integer, wrapped text, was text)
      where k.subject = x.subject and k.wrapped = decode(x.was, 'hex')`.execute(db);
    moved += Number(numAffectedRows ?? 0);
    onProgress(moved);
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
