import { closeSync, fstatSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/tables.ts';
import { readFully, writeFully } from '../../read-fully.ts';
import { type CompactIndex, compactIndex, IndexFiller } from './compact-index.ts';
import {
  countKeys,
  type KeyCounts,
  type Range,
  RecordLayout,
  rowsByHash,
  type SuppressionRow,
  standUnder,
} from './suppression-rows.ts';
import { RECORD_BYTES, type StopScope, type SuppressionParts } from './suppression-table.ts';

const MAGIC = 'HEEDSUP2';
const TAIL_BYTES = 8;
/** Records that are read or written together. */
const TOGETHER = 20_000;

/** What a file holds. */
export interface Contents {
  readonly controller: string;
  /** Everything up to this number of the ledger is in it. */
  readonly seq: string;
  /** Which suppression has that number: another store's file, or one from before a restore, does not match. */
  readonly last: string;
  /** The index key in use when it was made, and how many suppressions stand under each: rotation changes hashes. */
  readonly key: number;
  readonly keys: KeyCounts;
  readonly count: number;
  readonly bits: number;
  readonly scopes: readonly StopScope[];
}

/**
 * The index file of one controller's suppressions, `<data folder>/suppressions/<controller>.idx`: a copy of what the
 * table holds, made for reading millions. It holds keyed hashes and scopes.
 *
 *     bytes 0-7      `HEEDSUP2`
 *     then           records in the order of their hashes (`RECORD_BYTES` each)
 *     then           starts of the buckets (uint32), tags (uint32)
 *     then           `Contents` as JSON
 *     last 8 bytes   how long the JSON is (uint32), CRC-32 of starts, tags and JSON (uint32)
 *
 * The checksum leaves the records out: each is compared in full with the hash that is looked up.
 */
export class SuppressionFile {
  readonly contents: Contents;
  readonly #path: string;
  readonly #fd: number;
  readonly #index: CompactIndex;

  /** Null where there is no file, or none that is whole. */
  static open(path: string): SuppressionFile | null {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch {
      return null;
    }
    try {
      const read = readContents(fd);
      if (read) return new SuppressionFile(path, fd, read);
    } catch {
      // Whatever cannot be read is no file of ours.
    }
    closeSync(fd);
    return null;
  }

  private constructor(path: string, fd: number, { contents, index }: Read) {
    this.#path = path;
    this.#fd = fd;
    this.contents = contents;
    this.#index = index;
  }

  get parts(): SuppressionParts {
    const { scopes, count } = this.contents;
    return { index: this.#index, scopes, count, records: { path: this.#path, at: MAGIC.length } };
  }

  /** Every record, in the order of the hashes. Each is overwritten by a later one. */
  *records(): Generator<Buffer, undefined> {
    const { count } = this.contents;
    const some = Buffer.alloc(TOGETHER * RECORD_BYTES);
    for (let done = 0; done < count; done += TOGETHER) {
      const bytes = some.subarray(0, Math.min(TOGETHER, count - done) * RECORD_BYTES);
      if (!readFully(this.#fd, bytes, MAGIC.length + done * RECORD_BYTES))
        throw new Error(`${this.#path} became shorter while it was read`);
      for (let at = 0; at < bytes.length; at += RECORD_BYTES) yield bytes.subarray(at, at + RECORD_BYTES);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

interface Read {
  readonly contents: Contents;
  readonly index: CompactIndex;
}

function readContents(fd: number): Read | undefined {
  const { size } = fstatSync(fd);
  const magic = Buffer.alloc(MAGIC.length);
  const tail = Buffer.alloc(TAIL_BYTES);
  if (size < MAGIC.length + TAIL_BYTES) return undefined;
  if (!readFully(fd, magic, 0) || magic.toString('latin1') !== MAGIC) return undefined;
  if (!readFully(fd, tail, size - TAIL_BYTES)) return undefined;
  const json = Buffer.alloc(Math.min(tail.readUInt32LE(0), size - MAGIC.length - TAIL_BYTES));
  const jsonAt = size - TAIL_BYTES - json.length;
  if (!readFully(fd, json, jsonAt)) return undefined;
  const contents = JSON.parse(json.toString('utf8')) as Contents;
  const index = compactIndex(contents.count, contents.bits);
  const [starts, tags] = [bytesOf(index.starts), bytesOf(index.tags)];
  const startsAt = MAGIC.length + contents.count * RECORD_BYTES;
  const tagsAt = startsAt + starts.length;
  if (tagsAt + tags.length !== jsonAt) return undefined;
  if (!readFully(fd, starts, startsAt) || !readFully(fd, tags, tagsAt)) return undefined;
  return checksum(starts, tags, json) === tail.readUInt32LE(4) ? { contents, index } : undefined;
}

/**
 * Writes a file that holds what an older one held and the rows of a range, all there or not at all. The caller sees to
 * it that nobody else writes it meanwhile.
 *
 * @param key version of the index key in use
 * @param most how many records it will hold
 * @returns false where hashes moved meanwhile, because the key is being rotated; the file is as it was then
 */
export async function writeSuppressionFile(
  path: string,
  db: Kysely<Database>,
  range: Range,
  {
    key,
    most,
    older,
  }: { readonly key: number; readonly most: number; readonly older: SuppressionFile | null },
): Promise<boolean> {
  const draft = `${path}.tmp`;
  const fd = openSync(draft, 'w', 0o600);
  try {
    const index = compactIndex(most);
    const sink = new RecordSink(fd, index);
    const layout = new RecordLayout(older?.contents.scopes);
    let keys: KeyCounts = older?.contents.keys ?? {};
    let last = { seq: older?.contents.seq ?? '0', id: older?.contents.last ?? '' };
    const there = older?.records();
    let next = there?.next().value;
    for await (const rows of rowsByHash(db, range)) {
      const records = layout.records(rows);
      for (let at = 0; at < records.length; at += RECORD_BYTES) {
        const record = records.subarray(at, at + RECORD_BYTES);
        for (; next && compareHashes(next, record) <= 0; next = there!.next().value) sink.put(next);
        sink.put(record);
      }
      keys = countKeys(rows, keys);
      last = latest(rows, last);
    }
    for (; next; next = there!.next().value) sink.put(next);
    const count = sink.finish();
    if (!(await standUnder(db, { ...range, after: '0' }, keys))) return false;
    const { bits, starts, tags } = index;
    const { scopes } = layout;
    const { controller } = range;
    const contents: Contents = { controller, seq: last.seq, last: last.id, key, keys, count, bits, scopes };
    const json = Buffer.from(JSON.stringify(contents));
    const parts = [bytesOf(starts), bytesOf(tags.subarray(0, count)), json] as const;
    const tail = Buffer.alloc(TAIL_BYTES);
    tail.writeUInt32LE(json.length, 0);
    tail.writeUInt32LE(checksum(...parts), 4);
    writeFully(fd, Buffer.from(MAGIC, 'latin1'), 0);
    let at = MAGIC.length + count * RECORD_BYTES;
    for (const part of [...parts, tail]) {
      writeFully(fd, part, at);
      at += part.length;
    }
    fsyncSync(fd);
    renameSync(draft, path);
    return true;
  } finally {
    closeSync(fd);
    rmSync(draft, { force: true });
  }
}

/** Takes records in the order of their hashes, writes them and enters them into an index. */
class RecordSink {
  readonly #fd: number;
  readonly #filler: IndexFiller;
  readonly #waiting = Buffer.alloc(TOGETHER * RECORD_BYTES);
  #waitingBytes = 0;
  #at = MAGIC.length;

  constructor(fd: number, index: CompactIndex) {
    this.#fd = fd;
    this.#filler = new IndexFiller(index);
  }

  put(record: Buffer): void {
    this.#filler.add(record.readUInt32BE(0), record.readUInt32BE(4));
    this.#waiting.set(record, this.#waitingBytes);
    this.#waitingBytes += RECORD_BYTES;
    if (this.#waitingBytes === this.#waiting.length) this.#flush();
  }

  /** How many there were. */
  finish(): number {
    this.#flush();
    return this.#filler.finish();
  }

  #flush(): void {
    writeFully(this.#fd, this.#waiting.subarray(0, this.#waitingBytes), this.#at);
    this.#at += this.#waitingBytes;
    this.#waitingBytes = 0;
  }
}

const compareHashes = (a: Buffer, b: Buffer): number => a.compare(b, 0, 32, 0, 32);

/** The row with the highest number, if it is higher than the one known. */
function latest(rows: readonly SuppressionRow[], known: { readonly seq: string; readonly id: string }) {
  return rows.reduce<{ seq: string; id: string }>(
    (last, { seq, id }) => (BigInt(seq) > BigInt(last.seq) ? { seq, id } : last),
    known,
  );
}

function checksum(...parts: readonly Uint8Array[]): number {
  return parts.reduce((value, part) => crc32(part, value), 0);
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
