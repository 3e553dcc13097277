import { BUCKET_SIZE, type IndexColumns, positionOf } from '../../registers/index-format.ts';
import { type CompactIndex, findIn } from './compact-index.ts';

/**
 * Look-ups of many keys, given in the order in which an index holds them. Each block is looked at twice: first every
 * place in memory that it will need is read with nothing in between that waits for what is there, so that the processor
 * fetches many at a time; then the places are searched, whose branches would have made it wait for one after the other.
 */
const BLOCK = 128;

/** In place of a day: the register does not list the number. */
export const UNLISTED = -1;

/** Words of a whole hash. */
export const WORDS = 8;

/** Keeps the first look from being left out as useless. */
export let seen = 0;

/** Since which day a register lists the numbers of some rows; writes `UNLISTED` where it does not. */
export function findListings(
  columns: IndexColumns,
  numbers: Float64Array,
  rows: Uint32Array,
  listed: Int32Array,
): void {
  const { starts, offsets, days } = columns;
  let looked = 0;
  for (let from = 0; from < rows.length; from += BLOCK) {
    const to = Math.min(rows.length, from + BLOCK);
    for (let i = from; i < to; i++) {
      const number = numbers[rows[i]!]!;
      const bucket = Math.floor(number / BUCKET_SIZE);
      const start = starts[bucket]!;
      looked ^= offsets[start + (((starts[bucket + 1]! - start) * (number - bucket * BUCKET_SIZE)) >>> 16)]!;
    }
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      listed[row] = positionOf(columns, numbers[row]!);
    }
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const position = listed[row]!;
      if (position >= 0) listed[row] = days[position]!;
    }
  }
  seen ^= looked;
}

/** Where an index may hold some hashes, or -1 for each that it surely does not. */
export function findHashes(
  index: CompactIndex,
  hashes: Int32Array,
  entries: Uint32Array,
  found: Int32Array,
): void {
  const { bits, starts, tags } = index;
  const shift = 32 - bits;
  let looked = 0;
  for (let from = 0; from < entries.length; from += BLOCK) {
    const to = Math.min(entries.length, from + BLOCK);
    for (let i = from; i < to; i++) looked ^= tags[starts[hashes[entries[i]! * WORDS]! >>> shift]!]!;
    for (let i = from; i < to; i++) {
      const entry = entries[i]!;
      found[entry] = findIn(index, hashes[entry * WORDS]!, hashes[entry * WORDS + 1]!);
    }
  }
  seen ^= looked;
}
