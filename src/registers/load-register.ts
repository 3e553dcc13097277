import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf, formatDay } from '../decision/calendar.ts';
import { HeedError } from '../errors.ts';
import { countNumbers, fillIndex } from './build-index.ts';
import { indexName, listIndexes, makeRegisterFolder, syncFolder } from './folder.ts';
import { readIndex, writeIndex } from './index-file.ts';
import type { IndexHeader, RegisterName } from './index-format.ts';
import { withLock } from './lock.ts';
import { type Layout, malformed, type RegisterFileSummary } from './read-register-file.ts';

export interface LoadRegisterInput {
  readonly register: RegisterName;
  /** Path of the register file. It is read twice, so it cannot be a pipe. */
  readonly file: string;
  /** Day number of the register file, as published. */
  readonly fileDay: number;
  /** The data folder. */
  readonly folder: string;
  /** Load a file that holds under half of the numbers of the one in use. */
  readonly force?: boolean;
  /**
   * For the first file of a register only: the day from which its numbers are known to have been listed, when the
   * organisation held an earlier file outside Heed. Without it they count as listed from the file's own date. The
   * first file can be loaded again to say so; answers as known before that stay as they were.
   */
  readonly listedSince?: number;
  /** Epoch ms; the clock of this machine when absent. */
  readonly now?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LoadedRegister {
  /** `unchanged` when this very file is the one in use already. */
  readonly result: 'loaded' | 'unchanged';
  readonly register: RegisterName;
  readonly fileDay: number;
  readonly sha256: string;
  /** Distinct numbers. */
  readonly count: number;
  readonly loadedAt: number;
  readonly layout: Layout;
  /** Records that repeat a number of the same file. */
  readonly repeated: number;
  /** Numbers that the file in use before did not hold. */
  readonly added: number;
  /** Numbers of the file in use before that this one no longer holds. */
  readonly removed: number;
  readonly first: boolean;
}

/**
 * Puts a new register file in use, whole or not at all. For each number the day on which it was first seen listed is
 * kept as long as it stays listed; a number that left and returns counts from the day it came back.
 *
 * Throws `BAD_REGISTER_FILE` for a file that is truncated, malformed, implausibly small, not newer than the one in
 * use, or dated in the future. Memory: about 4 bytes for each number of the old file and 4 for each of the new one.
 */
export async function loadRegister(input: LoadRegisterInput): Promise<LoadedRegister> {
  const folder = makeRegisterFolder(input.folder, input.register);
  return withLock(`${folder}.loading`, () => {
    // Whatever a load that was killed left behind; the lock says that nobody else is writing.
    for (const name of readdirSync(folder)) if (name.endsWith('.tmp')) rmSync(join(folder, name));
    return load(input, folder);
  });
}

async function load(input: LoadRegisterInput, folder: string): Promise<LoadedRegister> {
  const { register, fileDay, listedSince } = input;
  const now = input.now ?? Date.now();
  const stored = listIndexes(input.folder, register);
  const inUse = stored[0];
  const onlyFirst = stored.every(({ header }) => header.fileDay === inUse?.header.fileDay);
  checkDay(input, inUse?.header, now);
  if (listedSince !== undefined && !(onlyFirst && (!inUse || inUse.header.fileDay === fileDay)))
    throw new HeedError(
      'VALIDATION',
      'Only the first file of a register can say since when its numbers were listed.',
    );

  const counted = await countNumbers(input.file, half(input.onProgress, 0));
  if (inUse && inUse.header.fileDay === fileDay) {
    if (inUse.header.sha256 !== counted.sha256)
      throw malformed(`A different ${register} file of ${formatDay(fileDay)} is in use already.`);
    if (listedSince === undefined)
      return answer('unchanged', inUse.header, counted, { added: 0, removed: 0, first: false });
  }
  const previous = inUse && listedSince === undefined ? readIndex(inUse.path) : undefined;
  const built = await fillIndex(input.file, counted, half(input.onProgress, 1), {
    day: listedSince ?? fileDay,
    previous,
  });
  if (previous && built.count < previous.header.count / 2 && !input.force)
    throw malformed(
      `The file holds ${built.count.toLocaleString('en-GB')} numbers, under half of the ${previous.header.count.toLocaleString('en-GB')} in use. If that is right, load it with --force.`,
    );
  const header = { register, fileDay, sha256: counted.sha256, count: built.count, loadedAt: now };
  const again = stored.filter((other) => other.header.fileDay === fileDay).length;
  await writeIndex(join(folder, indexName(fileDay, counted.sha256, again)), header, built.columns);
  await syncFolder(folder);
  const removed = previous ? previous.header.count - (built.count - built.added) : 0;
  return answer('loaded', header, counted, { added: built.added, removed, first: !previous });
}

function checkDay(
  { register, fileDay, listedSince }: LoadRegisterInput,
  inUse: IndexHeader | undefined,
  now: number,
): void {
  if (fileDay > dayOf(now, 'Europe/London'))
    throw malformed(`The file date ${formatDay(fileDay)} is in the future.`);
  if (inUse && fileDay < inUse.fileDay)
    throw malformed(
      `The ${register} file in use is of ${formatDay(inUse.fileDay)}; one of ${formatDay(fileDay)} is older.`,
    );
  if (listedSince !== undefined && listedSince > fileDay)
    throw new HeedError('VALIDATION', 'Numbers cannot be listed from a day after the date of their file.');
}

/** The file is read twice; each reading is half of the way. */
function half(onProgress: LoadRegisterInput['onProgress'], round: 0 | 1) {
  return onProgress && ((done: number, total: number) => onProgress(done + round * total, total * 2));
}

function answer(
  result: LoadedRegister['result'],
  { register, fileDay, sha256, count, loadedAt }: Omit<IndexHeader, 'crc32'>,
  file: RegisterFileSummary,
  change: Pick<LoadedRegister, 'added' | 'removed' | 'first'>,
): LoadedRegister {
  const repeated = file.records - count;
  return { result, register, fileDay, sha256, count, loadedAt, layout: file.layout, repeated, ...change };
}
