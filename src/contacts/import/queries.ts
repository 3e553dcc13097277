import { sql } from 'kysely';
import { readInstant } from '../../db/instants.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { publicId, uuidOf } from '../../ids.ts';
import { type ImportCounts, NO_COUNTS } from './schema.ts';

/** One import, as somebody who asks for it sees it. */
export interface ImportStatus {
  /** `imp_…` */
  readonly id: string;
  readonly controller: string;
  /** `running` also when it was interrupted: the same import again goes on. */
  readonly state: 'running' | 'done';
  readonly source: string;
  readonly list: string | null;
  readonly file_sha256: string;
  readonly file_bytes: number;
  /** Bytes of the file that are dealt with. */
  readonly bytes_done: number;
  /** RFC 3339. */
  readonly started_at: string;
  readonly updated_at: string;
  readonly actor: string;
  readonly counts: ImportCounts;
}

interface Row {
  readonly id: string;
  readonly controller: string;
  readonly state: 'running' | 'done';
  readonly source: string;
  readonly list: string | null;
  readonly file_sha256: string;
  readonly file_bytes: string;
  readonly next_offset: string;
  readonly started_at: string;
  readonly updated_at: string;
  readonly actor: string;
  readonly counts: ImportCounts;
}

/** One import by its id. Throws `UNKNOWN_IMPORT`. */
export async function getImport(heed: Heed, id: string): Promise<ImportStatus> {
  const uuid = uuidOf('imp', id);
  const [found] = uuid ? await select(heed, sql`where id = ${uuid}::uuid`) : [];
  if (!found) throw new HeedError('UNKNOWN_IMPORT');
  return found;
}

/** The imports of a controller, newest first. */
export async function listImports(heed: Heed, controller: string, limit = 50): Promise<ImportStatus[]> {
  return select(
    heed,
    sql`where controller = ${controller} order by import_run.started_at desc, id desc limit ${limit}`,
  );
}

async function select(heed: Heed, which: ReturnType<typeof sql>): Promise<ImportStatus[]> {
  const { rows } = await sql<Row>`
    select id, controller, state, source, list, file_sha256, file_bytes::text, next_offset::text,
      ${readInstant('import_run.started_at')} as started_at, ${readInstant('import_run.updated_at')} as updated_at, actor, counts
    from import_run ${which}`.execute(heed.db);
  return rows.map(({ next_offset, file_bytes, ...row }) => ({
    ...row,
    id: publicId('imp', row.id),
    file_bytes: Number(file_bytes),
    bytes_done: Number(next_offset),
    counts: { ...NO_COUNTS, ...row.counts },
  }));
}
