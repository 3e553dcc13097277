import type { LoadedIndex } from './index-file.ts';
import { BUCKET_SIZE, BUCKETS, columnBytes, columnsOver, type IndexColumns } from './index-format.ts';
import { malformed, type RegisterFileSummary, readRegisterFile } from './read-register-file.ts';

type OnProgress = ((bytes: number, total: number) => void) | undefined;

/** What the first reading of a register file found: how many numbers fall into each bucket. */
export interface CountedFile extends RegisterFileSummary {
  readonly perBucket: Uint32Array;
}

/** First reading: checks every record and counts the numbers of each bucket. */
export async function countNumbers(file: string, onProgress: OnProgress): Promise<CountedFile> {
  const perBucket = new Uint32Array(BUCKETS);
  const summary = await readRegisterFile(
    file,
    (number) => perBucket[Math.floor(number / BUCKET_SIZE)]!++,
    onProgress,
  );
  return { ...summary, perBucket };
}

export interface BuiltIndex {
  readonly columns: IndexColumns;
  /** Distinct numbers. */
  readonly count: number;
  /** Numbers that the previous index did not hold. */
  readonly added: number;
}

/**
 * Second reading: since the size of each bucket is known, every number goes straight to its place, and each bucket is
 * sorted by itself. So a load needs no room beyond the index it makes and the one it takes first-seen days from.
 */
export async function fillIndex(
  file: string,
  counted: CountedFile,
  onProgress: OnProgress,
  { day, previous }: { day: number; previous: LoadedIndex | undefined },
): Promise<BuiltIndex> {
  const { starts, offsets, days } = columnsOver(
    new ArrayBuffer(columnBytes(counted.records)),
    counted.records,
  );
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    starts[bucket + 1] = starts[bucket]! + counted.perBucket[bucket]!;
  const next = starts.slice(0, BUCKETS);
  const again = await readRegisterFile(
    file,
    (number) => {
      const bucket = Math.floor(number / BUCKET_SIZE);
      offsets[next[bucket]!++] = number - bucket * BUCKET_SIZE;
    },
    onProgress,
  );
  if (again.sha256 !== counted.sha256) throw malformed('The file changed while it was being read.');

  let count = 0;
  let kept = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const sorted = offsets.subarray(starts[bucket]!, starts[bucket + 1]!).sort();
    let old = previous ? previous.starts[bucket]! : 0;
    const oldEnd = previous ? previous.starts[bucket + 1]! : 0;
    starts[bucket] = count;
    for (let i = 0; i < sorted.length; i++) {
      const offset = sorted[i]!;
      if (i > 0 && offset === sorted[i - 1]) continue;
      while (old < oldEnd && previous!.offsets[old]! < offset) old++;
      const known = old < oldEnd && previous!.offsets[old] === offset;
      days[count] = known ? previous!.days[old]! : day;
      if (known) kept++;
      offsets[count++] = offset;
    }
  }
  starts[BUCKETS] = count;
  return {
    columns: { starts, offsets: offsets.subarray(0, count), days: days.subarray(0, count) },
    count,
    added: count - kept,
  };
}
