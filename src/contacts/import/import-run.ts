import { sql } from 'kysely';
import type { ListPosition } from '../../csv/open-list.ts';
import { databaseNow, readInstant } from '../../db/instants.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { newUuid, publicId } from '../../ids.ts';
import { type ImportCounts, NO_COUNTS } from './schema.ts';

/** One import as it is kept: how far it is and what became of the rows so far. */
export interface ImportRun {
  /** Uuid. */
  readonly id: string;
  readonly state: 'running' | 'done';
  /** RFC 3339 in milliseconds. It dates what the rows do not date, so the same file again says the same. */
  readonly startedAt: string;
  readonly next: ListPosition;
  readonly counts: ImportCounts;
}

/** What makes two imports the same one. */
export interface ImportIdentity {
  readonly controller: string;
  /** SHA-256 over the file's hash and everything that the import was told, hex. */
  readonly fingerprint: string;
  readonly source: string;
  readonly list: string | undefined;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly actor: string;
}

interface Row {
  readonly id: string;
  readonly state: 'running' | 'done';
  readonly started_at: string;
  readonly next_offset: string;
  readonly next_line: string;
  readonly counts: ImportCounts;
}

/** The run of this very import if there is one, finished or not; otherwise a new one. */
export async function openRun(heed: Heed, identity: ImportIdentity, start: ListPosition): Promise<ImportRun> {
  const now = await databaseNow(heed.db);
  const fingerprint = sql`decode(${identity.fingerprint}, 'hex')`;
  await sql`insert into import_run (id, controller, fingerprint, source, list, file_sha256, file_bytes, actor, state,
      started_at, updated_at, next_offset, next_line, counts)
    values (${newUuid()}, ${identity.controller}, ${fingerprint}, ${identity.source}, ${identity.list ?? null},
      ${identity.fileSha256}, ${identity.fileBytes}, ${identity.actor}, 'running',
      ${now}::timestamptz, ${now}::timestamptz, ${start.offset}, ${start.line}, ${JSON.stringify(NO_COUNTS)}::text::jsonb)
    on conflict (controller, fingerprint) do nothing`.execute(heed.db);
  const { rows } = await sql<Row>`
    select id, state, ${readInstant('started_at')} as started_at, next_offset::text, next_line::text, counts
    from import_run where controller = ${identity.controller} and fingerprint = ${fingerprint}`.execute(
    heed.db,
  );
  const row = rows[0]!;
  return {
    id: row.id,
    state: row.state,
    startedAt: `${row.started_at.slice(0, 23)}Z`,
    next: { offset: Number(row.next_offset), line: Number(row.next_line) },
    counts: { ...NO_COUNTS, ...row.counts },
  };
}

export interface Reject {
  readonly line: number;
  /** Heading of the column; empty when it is the row as a whole. */
  readonly column: string;
  readonly reason: string;
}

/**
 * Notes how far a run is, in the transaction of the rows themselves, so that no row is counted twice or lost. Throws
 * `CONFLICT` when another process has moved the same import on.
 */
export async function saveProgress(
  heed: Heed,
  before: ImportRun,
  after: Pick<ImportRun, 'next' | 'counts' | 'state'>,
  rejects: readonly Reject[],
): Promise<void> {
  const now = await databaseNow(heed.db);
  const { rows } = await sql`
    update import_run set next_offset = ${after.next.offset}, next_line = ${after.next.line}, state = ${after.state},
      counts = ${JSON.stringify(after.counts)}::text::jsonb, updated_at = ${now}::timestamptz
    where id = ${before.id}::uuid and next_offset = ${before.next.offset} and state = 'running' returning id`.execute(
    heed.db,
  );
  if (rows.length === 0)
    throw new HeedError('CONFLICT', 'Another process is importing the same file. Wait for it to end.');
  if (rejects.length > 0)
    await sql`insert into import_reject (import, line, column_name, reason)
      select ${before.id}::uuid, x.line, x."column", x.reason
      from jsonb_to_recordset(${JSON.stringify(rejects)}::text::jsonb) as x(line bigint, "column" text, reason text)
      on conflict do nothing`.execute(heed.db);
}

/** The rejected rows of an import in the order of their lines, a thousand at a time. */
export async function* rejectsOf(heed: Heed, run: string): AsyncGenerator<Reject[]> {
  let after = { line: 0, column: '' };
  for (;;) {
    const { rows } = await sql<{ line: string; column: string; reason: string }>`
      select r.line::text, r.column_name as "column", r.reason from import_reject r
      where r.import = ${run}::uuid and (r.line, r.column_name) > (${after.line}::bigint, ${after.column})
      order by r.line, r.column_name limit 1000`.execute(heed.db);
    if (rows.length === 0) return;
    const rejects = rows.map((row) => ({ ...row, line: Number(row.line) }));
    yield rejects;
    after = rejects.at(-1)!;
  }
}

/** `imp_…` */
export const importId = (run: Pick<ImportRun, 'id'>): string => publicId('imp', run.id);
