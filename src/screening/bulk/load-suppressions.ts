import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/tables.ts';
import type { LedgerMark } from '../../facts/ledger.ts';
import type { Heed } from '../../heed.ts';
import { bitsFor, type CompactIndex, compactIndex, IndexFiller } from './compact-index.ts';
import { RECORD_BYTES, type StopScope, type SuppressionParts } from './suppression-table.ts';

/** Up to so many suppressions are read from the store for each run; more of them are kept in an index file. */
const FEW = 50_000;
const PAGE = 20_000;
const MAGIC = 'HEEDSUP1';
const HEADER_BYTES = 65_536;

/**
 * The index file of one controller's suppressions, `<data folder>/suppressions/<controller>.idx`: a copy of what the
 * table holds, made for reading millions, and made anew whenever it no longer fits. It holds keyed hashes and scopes.
 *
 *     bytes 0-7         `HEEDSUP1`
 *     up to 65,536      this header as JSON, padded with spaces
 *     then              starts of the buckets (uint32), tags (uint32), records (`RECORD_BYTES` each)
 */
interface FileHeader {
  readonly controller: string;
  /** Everything up to this number of the ledger is in it. */
  readonly seq: string;
  /** Which suppression has the highest number: another store's file, or one from before a restore, does not match. */
  readonly last: string;
  /** The index key in use when it was made, and how many suppressions stand under each: rotation changes hashes. */
  readonly key: number;
  readonly keys: Readonly<Record<string, number>>;
  readonly count: number;
  readonly bits: number;
  readonly scopes: readonly StopScope[];
}

interface Row {
  readonly hash: Uint8Array;
  readonly id: string;
  readonly seq: string;
  readonly key_version: number;
  readonly at: number;
  readonly scope: StopScope;
}

/** The suppressions of a controller up to a mark: those of the index file, and those that came since. */
export async function loadSuppressions(
  heed: Heed,
  controller: string,
  mark: LedgerMark,
): Promise<SuppressionParts[]> {
  const path = join(heed.folder, 'suppressions', `${encodeURIComponent(controller)}.idx`);
  let file = await readFileParts(heed, path, controller, mark);
  let since = await countSince(heed.db, controller, file?.header.seq ?? '0', mark.seq);
  if (since > FEW) {
    await writeFile(heed, path, controller, mark, since + (file?.header.count ?? 0));
    file = await readFileParts(heed, path, controller, mark);
    since = 0;
  }
  const parts = file ? [file.parts] : [];
  if (since > 0) parts.push(await inMemory(heed.db, controller, file?.header.seq ?? '0', mark.seq, since));
  return parts;
}

async function countSince(
  db: Kysely<Database>,
  controller: string,
  from: string,
  to: string,
): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*)::text as count from suppression
    where controller = ${controller} and seq > ${from}::bigint and seq <= ${to}::bigint`.execute(db);
  return Number(rows[0]!.count);
}

/** In the order of their hashes, a page at a time. */
async function* inOrder(
  db: Kysely<Database>,
  controller: string,
  from: string,
  to: string,
): AsyncGenerator<readonly Row[]> {
  let after: Row | undefined;
  for (;;) {
    const { rows } = await sql<Row>`
      select hash, id, seq::text as seq, key_version, floor(extract(epoch from happened_at) * 1000)::float8 as at,
        jsonb_build_object('reason', reason, 'channels', channels, 'purposes', purposes, 'topics', topics) as scope
      from suppression
      where controller = ${controller} and seq > ${from}::bigint and seq <= ${to}::bigint
        ${after ? sql`and (hash, id) > (${after.hash}::bytea, ${after.id}::uuid)` : sql``}
      order by hash, id limit ${PAGE}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1);
  }
}

/** Lays rows out as records, with each distinct scope once. */
class RecordWriter {
  readonly scopes: StopScope[] = [];
  readonly #positions = new Map<string, number>();
  readonly #filler: IndexFiller;

  constructor(index: CompactIndex) {
    this.#filler = new IndexFiller(index);
  }

  records(rows: readonly Row[]): Buffer {
    const bytes = Buffer.alloc(rows.length * RECORD_BYTES);
    rows.forEach(({ hash, at, scope }, i) => {
      bytes.set(hash, i * RECORD_BYTES);
      bytes.writeDoubleLE(at, i * RECORD_BYTES + 32);
      bytes.writeUInt32LE(this.#position(scope), i * RECORD_BYTES + 40);
      this.#filler.add(bytes.readUInt32BE(i * RECORD_BYTES), bytes.readUInt32BE(i * RECORD_BYTES + 4));
    });
    return bytes;
  }

  finish(): number {
    return this.#filler.finish();
  }

  #position(scope: StopScope): number {
    const key = JSON.stringify([scope.reason, scope.channels, scope.purposes, scope.topics]);
    let position = this.#positions.get(key);
    if (position === undefined) {
      position = this.scopes.push(scope) - 1;
      this.#positions.set(key, position);
    }
    return position;
  }
}

async function inMemory(
  db: Kysely<Database>,
  controller: string,
  from: string,
  to: string,
  count: number,
): Promise<SuppressionParts> {
  const index = compactIndex(count);
  const writer = new RecordWriter(index);
  const memory = new Uint8Array(new SharedArrayBuffer(count * RECORD_BYTES));
  let done = 0;
  for await (const rows of inOrder(db, controller, from, to)) {
    memory.set(writer.records(rows), done * RECORD_BYTES);
    done += rows.length;
  }
  return { index, scopes: writer.scopes, count: writer.finish(), records: { memory } };
}

async function writeFile(
  heed: Heed,
  path: string,
  controller: string,
  mark: LedgerMark,
  count: number,
): Promise<void> {
  const index = compactIndex(count);
  const writer = new RecordWriter(index);
  let last = { seq: '0', id: '' };
  const keys: Record<string, number> = {};
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.tmp`;
  const fd = openSync(draft, 'w', 0o600);
  try {
    const recordsAt = HEADER_BYTES + index.starts.byteLength + index.tags.byteLength;
    let done = 0;
    for await (const rows of inOrder(heed.db, controller, '0', mark.seq)) {
      const bytes = writer.records(rows);
      writeFully(fd, bytes, recordsAt + done * RECORD_BYTES);
      done += rows.length;
      for (const { seq, id, key_version } of rows) {
        keys[key_version] = (keys[key_version] ?? 0) + 1;
        if (Number(seq) > Number(last.seq)) last = { seq, id };
      }
    }
    const header: FileHeader = {
      controller,
      seq: last.seq,
      last: last.id,
      key: heed.vault.indexVersion,
      keys,
      count: writer.finish(),
      bits: index.bits,
      scopes: writer.scopes,
    };
    const json = MAGIC + JSON.stringify(header);
    // So many kinds of stops fit no header: the rows are then read from the store as before.
    if (Buffer.byteLength(json) > HEADER_BYTES) return;
    writeFully(fd, Buffer.from(json.padEnd(HEADER_BYTES)), 0);
    writeFully(fd, bytesOf(index.starts), HEADER_BYTES);
    writeFully(fd, bytesOf(index.tags), HEADER_BYTES + index.starts.byteLength);
    fsyncSync(fd);
    renameSync(draft, path);
  } finally {
    closeSync(fd);
    rmSync(draft, { force: true });
  }
}

/** Reads the index file if it is there, whole, and of this store. */
async function readFileParts(
  heed: Heed,
  path: string,
  controller: string,
  mark: LedgerMark,
): Promise<{ header: FileHeader; parts: SuppressionParts } | undefined> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const head = Buffer.alloc(HEADER_BYTES);
    if (!readFully(fd, head, 0) || head.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
    const header = JSON.parse(head.toString('utf8', MAGIC.length)) as FileHeader;
    if (header.controller !== controller || BigInt(header.seq) > BigInt(mark.seq)) return undefined;
    if (!(await isCurrent(heed, header))) return undefined;
    const index = compactIndex(header.count, header.bits);
    const tagsAt = HEADER_BYTES + index.starts.byteLength;
    if (!readFully(fd, bytesOf(index.starts), HEADER_BYTES) || !readFully(fd, bytesOf(index.tags), tagsAt))
      return undefined;
    const records = { path, at: tagsAt + index.tags.byteLength };
    return { header, parts: { index, scopes: header.scopes, count: header.count, records } };
  } catch {
    // A damaged file is made anew.
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** Whether the table still begins with what the file holds. Its rows are only ever added, but for their keys. */
async function isCurrent({ db, vault }: Heed, header: FileHeader): Promise<boolean> {
  const { controller, seq, last, key, keys } = header;
  if (vault.indexVersion !== key) return false;
  const { rows } = await sql`select 1 from suppression
    where controller = ${controller} and seq = ${seq}::bigint and id = ${last}::uuid`.execute(db);
  if (rows.length === 0) return false;
  if (Object.keys(keys).every((version) => Number(version) === key)) return true;
  // Rehashing under the key in use may be under way.
  const { rows: now } = await sql<{ version: number; count: number }>`
    select key_version as version, count(*)::integer as count from suppression
    where controller = ${controller} and seq <= ${seq}::bigint group by key_version`.execute(db);
  return (
    now.length === Object.keys(keys).length && now.every(({ version, count }) => keys[version] === count)
  );
}

/** Every known identifier of a controller, by the first words of its hash: "perhaps known" or "surely unknown". */
export async function loadKnown(heed: Heed, controller: string): Promise<CompactIndex> {
  const { rows: counted } = await sql<{ count: string }>`
    select count(*)::text as count from identifier where controller = ${controller}`.execute(heed.db);
  const heads: Uint8Array[] = [];
  let count = 0;
  let after: Uint8Array | undefined;
  for (;;) {
    const { rows } = await sql<{ hash: Uint8Array; kind: string }>`
      select hash from identifier where controller = ${controller} ${after ? sql`and hash > ${after}::bytea` : sql``}
      order by hash limit ${PAGE}`.execute(heed.db);
    const page = new Uint8Array(rows.length * 8);
    for (const [i, { hash }] of rows.entries()) page.set(hash.subarray(0, 8), i * 8);
    heads.push(page);
    count += rows.length;
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.hash;
  }
  const index = compactIndex(count, bitsFor(Number(counted[0]!.count)));
  const filler = new IndexFiller(index);
  for (const page of heads) {
    const view = new DataView(page.buffer);
    for (let at = 0; at < page.length; at += 8) filler.add(view.getUint32(at), view.getUint32(at + 4));
  }
  filler.finish();
  return index;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

const SLICE = 8 * 1024 * 1024;

function readFully(fd: number, into: Uint8Array, position: number): boolean {
  for (let done = 0; done < into.length; ) {
    const got = readSync(fd, into, done, Math.min(SLICE, into.length - done), position + done);
    if (got === 0) return false;
    done += got;
  }
  return true;
}

function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, Math.min(SLICE, bytes.length - done), position + done);
}
