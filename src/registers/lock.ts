import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { HeedError } from '../errors.ts';

const held = new Set<string>();

/** Runs the work while holding a lock file with this process's id; a lock whose process is gone is taken over. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  take(path);
  held.add(path);
  try {
    return await work();
  } finally {
    held.delete(path);
    rmSync(path, { force: true });
  }
}

function take(path: string): void {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(path, 'utf8'));
    // A container gives a restarted process the id of the one that was killed.
    if (owner === process.pid ? held.has(path) : isRunning(owner))
      throw new HeedError('CONFLICT', 'Another load of this register is still running. Wait for it to end.');
    rmSync(path, { force: true });
    take(path);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
