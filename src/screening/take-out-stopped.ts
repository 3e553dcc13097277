import { closeSync, openSync, readSync } from 'node:fs';
import { sql } from 'kysely';
import { identifiersOf } from '../contacts/identifiers.ts';
import { changedSince, type LedgerMark } from '../facts/ledger.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { findRows, type IndexEntry, movedEntry, readEntry, readIndexEntries } from './allowed-index.ts';
import { readAllowedRows } from './allowed-rows.ts';
import { RowDecider } from './decide-rows.ts';
import { isHashedUnder, rehashAllowed } from './rehash-allowed.ts';
import type { Run } from './run.ts';
import { WorkFile } from './work-file.ts';
import { workName } from './work-folder.ts';

const BATCH = 1000;

/** Clocks of the machines that record stops may run ahead of the store's. */
const CLOCKS_AHEAD_MS = 60_000;

/** What a stop is refused for. */
const STOPPED: ReadonlySet<string> = new Set([
  'D_OBJECTION',
  'D_UNSUBSCRIBED',
  'D_WITHDRAWN',
  'D_RESTRICTED',
  'D_SUPPRESSED_ERASED',
  'D_OPT_OUT_SALE',
]);

/**
 * The instant at which a stop that came during a run is looked at: it happened after the start of the run, which is
 * the instant of the contact unless another one was asked for.
 */
export function stopInstant(at: number, until: string): number {
  return Math.max(at, Date.parse(until) + CLOCKS_AHEAD_MS);
}

/**
 * Decides anew, from what is recorded now, every allowed row whose person got a new fact or a suppression since a
 * mark, and moves those that are refused now to the refused rows. Returns how many moved.
 *
 * @param until where the ledger stands now
 * @param frozen whether nobody can write meanwhile; there is no time then to hash the rows anew after a rotation of the
 *   index key, so the answer is null
 */
export async function takeOutStopped<F extends boolean>(
  heed: Heed,
  run: Run,
  since: LedgerMark,
  until: LedgerMark,
  frozen: F,
): Promise<F extends true ? number | null : number>;
export async function takeOutStopped(
  heed: Heed,
  run: Run,
  since: LedgerMark,
  until: LedgerMark,
  frozen: boolean,
): Promise<number | null> {
  const { hashes, versions } = await changedHashes(heed, run.plan.policy.controller.id, since);
  if (hashes.size === 0) return 0;
  if (!isHashedUnder(heed, run, versions)) {
    if (frozen) return null;
    await rehashAllowed(heed, run, versions);
  }
  run.flush();
  const affected = findRows(run.file('index').path, hashes);
  const { numbers } = run;
  const then = new RowDecider(heed, run.plan, { at: run.at, numbers });
  const later = new RowDecider(heed, run.plan, { at: stopInstant(run.at, until.at), numbers });
  const moved: IndexEntry[] = [];
  for (let from = 0; from < affected.length; from += BATCH) {
    const batch = affected.slice(from, from + BATCH);
    const rows = readAllowedRows(run, batch);
    const read = rows.map((row) => run.readAgain(row));
    const stopped = await later.decide(read);
    const answers = await then.decide(read);
    answers.forEach((answer, i) => {
      const reason = STOPPED.has(stopped[i]!.reason) ? stopped[i]!.reason : answer.reason;
      if (reason.startsWith('A_')) return;
      const entry = batch[i]!;
      run.uncount(entry.reason, entry.line);
      run.count(reason, { line: entry.line, offset: entry.listOffset });
      run.refuse(withoutAdded(rows[i]!.raw, run.plan.list.format.delimiter), entry.line, reason);
      run.tally.allowed--;
      run.tally.stopped++;
      moved.push(entry);
    });
  }
  if (moved.length > 0) copyWithout(run, moved);
  return moved.length;
}

/**
 * Hex hashes of every identifier of the people who changed, of those suppressed and of those newly known, and the
 * versions of the index key that they stand under.
 */
async function changedHashes(
  heed: Heed,
  controller: string,
  since: LedgerMark,
): Promise<{ hashes: Set<string>; versions: Set<number> }> {
  const { subjects, suppressed } = await changedSince(heed, controller, since);
  const uuids = [...subjects].map((subject) => uuidOf('sub', subject)!);
  const identifiers = uuids.length > 0 ? await identifiersOf(heed.db, uuids) : [];
  // An address that was nobody's may have become that of somebody with an older stop.
  const { rows: attached } = await sql<{ hash: string; key_version: number }>`
    select encode(hash, 'hex') as hash, key_version from identifier
    where controller = ${controller} and created_at >= ${since.at}::timestamptz`.execute(heed.db);
  const { rows: keys } = await sql<{ key_version: number }>`
    select distinct key_version from suppression
    where controller = ${controller} and seq > ${since.seq}::bigint`.execute(heed.db);
  const known = [...identifiers, ...attached];
  return {
    hashes: new Set([...suppressed, ...known.map(({ hash }) => hash)]),
    versions: new Set([...keys, ...known].map(({ key_version }) => key_version)),
  };
}

/** The row as it stood in the list: the decision id and the date added to it hold no delimiter. */
function withoutAdded(raw: Buffer, delimiter: string): Buffer {
  const last = raw.lastIndexOf(delimiter);
  return raw.subarray(0, raw.lastIndexOf(delimiter, last - 1));
}

/** Copies the allowed rows and their index without some rows, and makes the copies the valid ones. */
function copyWithout(run: Run, moved: readonly IndexEntry[]): void {
  const from = run.file('allowed.csv');
  const index = run.file('index');
  const generation = run.generation + 1;
  const to = new WorkFile(run.folder.file(workName('allowed.csv', generation)), 0, run.durable);
  const toIndex = new WorkFile(run.folder.file(workName('index', generation)), 0, run.durable);

  const fd = openSync(from.path, 'r');
  try {
    let at = 0;
    for (const gap of [...moved, { start: from.size, length: 0 }]) {
      copyRange(fd, at, gap.start, to);
      at = gap.start + gap.length;
    }
  } finally {
    closeSync(fd);
  }

  let next = 0;
  let gone = 0;
  for (const entry of readIndexEntries(index.path)) {
    const { start } = readEntry(entry);
    while (next < moved.length && moved[next]!.start < start) gone += moved[next++]!.length;
    if (moved[next]?.start !== start) toIndex.write(movedEntry(entry, gone));
  }
  const sizes = { allowed: to.size, index: toIndex.size };
  for (const file of [to, toIndex]) {
    file.sync();
    file.close();
  }
  run.switchTo(generation, sizes);
}

function copyRange(fd: number, start: number, end: number, to: WorkFile): void {
  for (let at = start; at < end; ) {
    const block = Buffer.alloc(Math.min(1024 * 1024, end - at));
    const got = readSync(fd, block, 0, block.length, at);
    to.write(block.subarray(0, got));
    at += got;
  }
}
