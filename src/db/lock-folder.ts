import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';
import { isMarkAlive, processMark } from './process-mark.ts';

const FREE = 'free';

/**
 * Takes the one lock of a folder. A lock left behind by a process that is gone is taken over. Returns the release.
 *
 * The lock is the highest of the numbered files `<name>.<n>`; it says which process holds it, or that it is free.
 * Taking it means making the next number, which only one process can, and then seeing that no higher one is there. The
 * highest is never removed, so that whoever looked before somebody else took over finds out.
 *
 * @throws HeedError STORE_LOCKED
 */
export function lockFolder(folder: string, name = 'heed.lock'): () => void {
  const draft = join(folder, `${name}-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const mine = `${processMark()}\n`;
  try {
    writeFileSync(draft, mine);
    for (let attempt = 0; attempt < 10; attempt++) {
      const last = highest(folder, name);
      const holder = last === 0 ? FREE : readText(join(folder, `${name}.${last}`));
      // Gone since it was listed: somebody is taking over at this moment.
      if (holder === null) continue;
      if (holder !== FREE && isMarkAlive(holder)) break;
      const own = last + 1;
      if (!tryLink(draft, join(folder, `${name}.${own}`))) continue;
      if (highest(folder, name) > own) {
        rmSync(join(folder, `${name}.${own}`), { force: true });
        continue;
      }
      for (const older of numbers(folder, name).filter((n) => n < own))
        rmSync(join(folder, `${name}.${older}`), { force: true });
      return () => release(folder, join(folder, `${name}.${own}`), mine);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new HeedError(
    'STORE_LOCKED',
    `Another Heed is using ${folder}. Stop it, or name another folder with --data.`,
  );
}

/** Takes the lock as soon as it is free. Throws STORE_LOCKED when that takes longer than `limitMs`. */
export async function waitForFolder(folder: string, name: string, limitMs: number): Promise<() => void> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return lockFolder(folder, name);
    } catch (error) {
      if (!(error instanceof HeedError) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * Frees the lock by a rename, so that nobody reads half of it. A folder that is gone has no lock to free. On a full
 * disk the file stays empty, which names no process that could hold the lock.
 */
function release(folder: string, path: string, mine: string): void {
  if (readText(path) !== mine) return;
  const draft = join(folder, `.free-${process.pid}-${Math.random().toString(36).slice(2)}`);
  try {
    writeFileSync(draft, FREE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC' || !existsSync(draft)) throw error;
  }
  renameSync(draft, path);
}

function numbers(folder: string, name: string): number[] {
  return readdirSync(folder)
    .filter((entry) => entry.startsWith(`${name}.`))
    .map((entry) => Number(entry.slice(name.length + 1)))
    .filter(Number.isInteger);
}

function highest(folder: string, name: string): number {
  return Math.max(0, ...numbers(folder, name));
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
