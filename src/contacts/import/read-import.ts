import { sql } from 'kysely';
import { readInstant } from '../../db/instants.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { publicId, uuidOf } from '../../ids.ts';
import { type ImportCounts, NO_COUNTS } from './schema.ts';

/** How far an import is, or how it ended. */
export interface ImportStatus {
  /** `imp_…` */
  readonly id: string;
  readonly controller: string;
  readonly state: 'running' | 'done';
  /** The source of the policy, and the purchase entry of a bought-in list. */
  readonly source: string;
  readonly list: string | null;
  readonly file_sha256: string;
  readonly file_bytes: number;
  /** Bytes of the file that are taken in. */
  readonly bytes_done: number;
  /** RFC 3339 in microseconds. */
  readonly started_at: string;
  readonly updated_at: string;
  readonly counts: ImportCounts;
}

/** @throws HeedError UNKNOWN_IMPORT */
export async function readImport(heed: Heed, id: string): Promise<ImportStatus> {
  const uuid = uuidOf('imp', id);
  const { rows } = await sql<
    Omit<ImportStatus, 'file_bytes' | 'bytes_done'> & { file_bytes: string; bytes_done: string }
  >`
    select id, controller, state, source, list, file_sha256, file_bytes::text, next_offset::text as bytes_done,
      ${readInstant('started_at')} as started_at, ${readInstant('updated_at')} as updated_at, counts
    from import_run where id = ${uuid}::uuid`.execute(heed.db);
  const row = rows[0];
  if (!row) throw new HeedError('UNKNOWN_IMPORT', 'There is no such import. An id looks like imp_01k….');
  return {
    ...row,
    id: publicId('imp', row.id),
    file_bytes: Number(row.file_bytes),
    bytes_done: Number(row.bytes_done),
    counts: { ...NO_COUNTS, ...row.counts },
  };
}
