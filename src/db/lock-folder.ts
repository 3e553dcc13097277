import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';

/**
 * Takes the one lock of a demo folder: its store has none of its own, and two processes would silently lose rows.
 * A lock left behind by a process that is gone is taken over. Returns the release.
 *
 * @throws HeedError STORE_LOCKED
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'heed.lock');
  const mine = `${process.pid} ${startOf(process.pid)} ${performance.timeOrigin}.${Math.random()}\n`;
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (tryLink(draft, path)) return () => release(path, mine);
      const holder = readText(path);
      if (holder !== null && isAlive(holder)) break;
      // Moving it aside is atomic: of two that find it stale, one moves it and both try again.
      try {
        renameSync(path, `${draft}.stale`);
        rmSync(`${draft}.stale`, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new HeedError(
    'STORE_LOCKED',
    `Another Heed is using ${folder}. Stop it, or name another folder with --data.`,
  );
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

function release(path: string, mine: string): void {
  if (readText(path) === mine) rmSync(path, { force: true });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Whether the holder still runs. A process id that was given to another program since does not count. */
function isAlive(holder: string): boolean {
  const [pid, started] = holder.trim().split(' ');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startOf(Number(pid));
  return now === '-' || started === '-' || now === started;
}

/** When a process started, in the kernel's ticks; `-` where there is no /proc. */
function startOf(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}
