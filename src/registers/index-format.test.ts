import { expect, test } from 'vitest';
import { seededRandom } from '../demo/random.ts';
import { BUCKETS, type IndexColumns, positionOf } from './index-format.ts';

/** Columns with one bucket filled. */
function columns(bucket: number, offsets: readonly number[]): IndexColumns {
  const starts = new Uint32Array(BUCKETS + 1);
  starts.fill(offsets.length, bucket + 1);
  return { starts, offsets: Uint16Array.from(offsets), days: new Uint16Array(offsets.length) };
}

test.each([
  ['no number', () => []],
  ['one', () => [65_535]],
  ['evenly spread', () => Array.from({ length: 500 }, (_, i) => i * 131)],
  ['a whole bucket', () => Array.from({ length: 65_536 }, (_, i) => i)],
  ['all at the start', () => Array.from({ length: 3000 }, (_, i) => i)],
  ['all at the end', () => Array.from({ length: 3000 }, (_, i) => 62_536 + i)],
  ['in two heaps', () => Array.from({ length: 2000 }, (_, i) => (i < 1000 ? i : 64_000 + i - 1000))],
  [
    'at random',
    () => {
      const { below } = seededRandom(3);
      return [...new Set(Array.from({ length: 900 }, () => below(65_536)))].sort((a, b) => a - b);
    },
  ],
])('finds each number and no other: %s', (_, make) => {
  const offsets = make();
  const index = columns(1000, offsets);
  const places = new Map(offsets.map((offset, place) => [offset, place]));
  for (let offset = 0; offset < 65_536; offset += 1)
    if (positionOf(index, 65_536_000 + offset) !== (places.get(offset) ?? -1))
      expect.fail(`offset ${offset} of ${offsets.length}`);
  expect(positionOf(index, 65_535_999)).toBe(-1);
  expect(positionOf(index, 65_601_536)).toBe(-1);
});
