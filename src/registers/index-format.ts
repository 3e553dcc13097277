import { LARGEST_NUMBER } from './number.ts';

/**
 * The index file of one register file. Little-endian, written once, never changed:
 *
 *     bytes 0-7     `HEEDREG1`
 *     bytes 8-11    length of the header in bytes (uint32)
 *     then          the header as JSON, padded with spaces to a multiple of 8 from the start of the file
 *     then          starts: uint32 × (BUCKETS + 1), where each bucket begins in the two columns below
 *     then          offsets: uint16 × count, the numbers: number = bucket × 65,536 + offset, sorted within a bucket
 *     then          days: uint16 × count, the day number on which each number was first seen listed
 *
 * A number costs four bytes and a look-up reads one bucket: 20 million numbers take 80 MB and a few cache lines each.
 */
export const MAGIC = 'HEEDREG1';
export const BUCKET_SIZE = 65_536;
export const BUCKETS = Math.ceil((LARGEST_NUMBER + 1) / BUCKET_SIZE);

export const REGISTER_NAMES = ['TPS', 'CTPS', 'FPS'] as const;
export type RegisterName = (typeof REGISTER_NAMES)[number];

export interface IndexHeader {
  readonly register: RegisterName;
  /** Day number of the register file. */
  readonly fileDay: number;
  /** SHA-256 of the register file, hex. */
  readonly sha256: string;
  /** Distinct numbers. */
  readonly count: number;
  /** Epoch ms. */
  readonly loadedAt: number;
  /** CRC-32 of everything after the header. */
  readonly crc32: number;
}

/** The three columns of an index, in memory. */
export interface IndexColumns {
  readonly starts: Uint32Array;
  readonly offsets: Uint16Array;
  readonly days: Uint16Array;
}

export const PREFIX_BYTES = MAGIC.length + 4;

export function encodeHeader(header: IndexHeader): Buffer {
  const json = JSON.stringify(header);
  const length = Math.ceil((PREFIX_BYTES + Buffer.byteLength(json)) / 8) * 8 - PREFIX_BYTES;
  const bytes = Buffer.alloc(PREFIX_BYTES + length, ' ');
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(length, MAGIC.length);
  bytes.write(json, PREFIX_BYTES);
  return bytes;
}

/** Bytes of the three columns for `count` numbers. */
export function columnBytes(count: number): number {
  return (BUCKETS + 1) * 4 + count * 4;
}

/** Lays the three columns over one buffer, without copying. */
export function columnsOver(buffer: ArrayBuffer | SharedArrayBuffer, count: number): IndexColumns {
  const startBytes = (BUCKETS + 1) * 4;
  return {
    starts: new Uint32Array(buffer, 0, BUCKETS + 1),
    offsets: new Uint16Array(buffer, startBytes, count),
    days: new Uint16Array(buffer, startBytes + count * 2, count),
  };
}

/** Entries that are looked at one by one before the search halves what is left. */
const NEAR = 24;

/**
 * Where a number stands in the columns, or -1. Numbers lie evenly enough that the place can be guessed from the offset,
 * so that most look-ups touch one stretch of memory; where they do not, the search goes on by halves.
 */
export function positionOf(columns: IndexColumns, number: number): number {
  const { starts, offsets } = columns;
  const bucket = Math.floor(number / BUCKET_SIZE);
  const offset = number - bucket * BUCKET_SIZE;
  let low = starts[bucket] ?? 0;
  let high = (starts[bucket + 1] ?? 0) - 1;
  if (high < low) return -1;
  let at = low + (((high - low + 1) * offset) >>> 16);
  if (offsets[at]! < offset) {
    for (const end = Math.min(high, at + NEAR); at < end; ) {
      const value = offsets[++at]!;
      if (value >= offset) return value === offset ? at : -1;
    }
    low = at + 1;
  } else {
    for (const end = Math.max(low, at - NEAR); at > end && offsets[at]! > offset; ) at--;
    const value = offsets[at]!;
    if (value === offset) return at;
    if (value < offset) return -1;
    high = at - 1;
  }
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = offsets[middle]!;
    if (value === offset) return middle;
    if (value < offset) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
