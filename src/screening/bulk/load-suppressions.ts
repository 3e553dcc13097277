import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { lockFolder } from '../../db/lock-folder.ts';
import { HeedError } from '../../errors.ts';
import type { LedgerMark } from '../../facts/ledger.ts';
import type { Heed } from '../../heed.ts';
import { compactIndex, IndexFiller } from './compact-index.ts';
import { type Contents, SuppressionFile, writeSuppressionFile } from './suppression-file.ts';
import {
  countKeys,
  countRows,
  type KeyCounts,
  type Range,
  RecordLayout,
  rowsByHash,
  standUnder,
} from './suppression-rows.ts';
import { RECORD_BYTES, type SuppressionParts } from './suppression-table.ts';

/** Up to so many suppressions are read from the store for each run; more of them are kept in an index file. */
const FEW = 50_000;

/** The suppressions of a controller up to a mark: those of the index file, and those that came since. */
export async function loadSuppressions(
  heed: Heed,
  controller: string,
  mark: LedgerMark,
  few = FEW,
): Promise<SuppressionParts[]> {
  const path = join(heed.folder, 'suppressions', `${encodeURIComponent(controller)}.idx`);
  let file = await currentFile(heed, path, controller, mark);
  const missing = (): Range => ({ controller, after: file?.contents.seq ?? '0', upTo: mark.seq });
  try {
    let count = await countRows(heed.db, missing());
    if (count > few && (await rewrite(heed, path, missing(), count, file))) {
      file?.close();
      // Closed once: whatever is opened next may get the same number.
      file = null;
      file = await currentFile(heed, path, controller, mark);
      // All of them, should it be gone or out of date again.
      count = await countRows(heed.db, missing());
    }
    const parts = file ? [file.parts] : [];
    return count > 0 ? [...parts, await inMemory(heed, missing(), count)] : parts;
  } finally {
    file?.close();
  }
}

/** The index file if it is there, whole, of this store, and not ahead of the mark. */
async function currentFile(
  heed: Heed,
  path: string,
  controller: string,
  mark: LedgerMark,
): Promise<SuppressionFile | null> {
  const file = SuppressionFile.open(path);
  if (!file) return null;
  const { contents } = file;
  if (
    contents.controller === controller &&
    BigInt(contents.seq) <= BigInt(mark.seq) &&
    (await isCurrent(heed, contents))
  )
    return file;
  file.close();
  return null;
}

/** Whether the table still begins with what the file holds. Its rows are only ever added, but for their keys. */
async function isCurrent({ db, vault }: Heed, contents: Contents): Promise<boolean> {
  const { controller, seq, last, key, keys } = contents;
  if (vault.indexVersion !== key) return false;
  const { rows } = await sql`select 1 from suppression
    where controller = ${controller} and seq = ${seq}::bigint and id = ${last}::uuid`.execute(db);
  if (rows.length === 0) return false;
  if (Object.keys(keys).every((version) => Number(version) === key)) return true;
  // Rehashing under the key in use may be under way.
  return standUnder(db, { controller, after: '0', upTo: seq }, keys);
}

/** Puts the missing rows into the file as well; false where another run is at it, or the key is being rotated. */
async function rewrite(
  heed: Heed,
  path: string,
  missing: Range,
  count: number,
  older: SuppressionFile | null,
): Promise<boolean> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let release: () => void;
  try {
    release = lockFolder(dirname(path), `${encodeURIComponent(missing.controller)}.lock`);
  } catch (error) {
    if (error instanceof HeedError) return false;
    throw error;
  }
  try {
    const most = count + (older?.contents.count ?? 0);
    return await writeSuppressionFile(path, heed.db, missing, { key: heed.vault.indexVersion, most, older });
  } finally {
    release();
  }
}

/** @throws HeedError CONFLICT while a rotation of the index key moves these rows */
async function inMemory(heed: Heed, range: Range, count: number): Promise<SuppressionParts> {
  const index = compactIndex(count);
  const filler = new IndexFiller(index);
  const layout = new RecordLayout();
  const memory = new Uint8Array(new SharedArrayBuffer(count * RECORD_BYTES));
  let keys: KeyCounts = {};
  let done = 0;
  for await (const rows of rowsByHash(heed.db, range)) {
    const records = layout.records(rows);
    for (let at = 0; at < records.length; at += RECORD_BYTES)
      filler.add(records.readUInt32BE(at), records.readUInt32BE(at + 4));
    keys = countKeys(rows, keys);
    if (done + records.length > memory.length) break;
    memory.set(records, done);
    done += records.length;
  }
  if (!(await standUnder(heed.db, range, keys)))
    throw new HeedError('CONFLICT', 'The index key is being rotated. Run this again when that is done.');
  return { index, scopes: layout.scopes, count: filler.finish(), records: { memory } };
}
