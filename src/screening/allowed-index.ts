import { closeSync, openSync, readSync } from 'node:fs';
import { REASONS } from '../decision/reasons.ts';

/**
 * The side file of the allowed rows: 33 bytes for each identifier of each row. A stop that comes during the run is
 * looked up here, so that the run need not read the list again.
 *
 *     bytes 0-7     first 8 bytes of the identifier's keyed hash
 *     bytes 8-15    where the row starts in the list (double)
 *     bytes 16-23   where it starts in the allowed file (double)
 *     bytes 24-27   how long it is there (uint32)
 *     bytes 28-31   line of the list (uint32)
 *     byte 32       the reason it was allowed for: position in `REASONS`
 *
 * Part of a hash can match by chance; the row is then decided once more for nothing.
 */
export const ENTRY_BYTES = 33;

const REASON_CODES = Object.keys(REASONS);

export interface IndexEntry {
  readonly listOffset: number;
  readonly start: number;
  readonly length: number;
  readonly line: number;
  readonly reason: string;
}

export function indexEntries(hashes: readonly string[], entry: IndexEntry): Buffer {
  const bytes = Buffer.allocUnsafe(ENTRY_BYTES * hashes.length);
  hashes.forEach((hash, i) => {
    const at = i * ENTRY_BYTES;
    bytes.write(hash.slice(0, 16), at, 'hex');
    bytes.writeDoubleLE(entry.listOffset, at + 8);
    bytes.writeDoubleLE(entry.start, at + 16);
    bytes.writeUInt32LE(entry.length, at + 24);
    bytes.writeUInt32LE(entry.line, at + 28);
    bytes[at + 32] = REASON_CODES.indexOf(entry.reason);
  });
  return bytes;
}

/** Every entry of an index, some thousands at a time. */
export function* readIndexEntries(path: string): Generator<Buffer> {
  const fd = openSync(path, 'r');
  try {
    const block = Buffer.alloc(ENTRY_BYTES * 8192);
    for (;;) {
      let got = 0;
      while (got < block.length) {
        const read = readSync(fd, block, got, block.length - got, null);
        if (read === 0) break;
        got += read;
      }
      for (let at = 0; at + ENTRY_BYTES <= got; at += ENTRY_BYTES) yield block.subarray(at, at + ENTRY_BYTES);
      if (got < block.length) return;
    }
  } finally {
    closeSync(fd);
  }
}

/** The allowed rows that one of these hashes (hex) belongs to, in the order of the list, each once. */
export function findRows(path: string, hashes: ReadonlySet<string>): IndexEntry[] {
  if (hashes.size === 0) return [];
  const wanted = new Set([...hashes].map((hash) => hash.slice(0, 16)));
  const found = new Map<number, IndexEntry>();
  for (const entry of readIndexEntries(path)) {
    if (!wanted.has(entry.toString('hex', 0, 8))) continue;
    const row = readEntry(entry);
    found.set(row.start, row);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

export function readEntry(entry: Buffer): IndexEntry {
  return {
    listOffset: entry.readDoubleLE(8),
    start: entry.readDoubleLE(16),
    length: entry.readUInt32LE(24),
    line: entry.readUInt32LE(28),
    reason: REASON_CODES[entry[32]!]!,
  };
}

/** The same entry for a row that moved towards the start of the allowed file. */
export function movedEntry(entry: Buffer, by: number): Buffer {
  const moved = Buffer.from(entry);
  moved.writeDoubleLE(entry.readDoubleLE(16) - by, 16);
  return moved;
}
