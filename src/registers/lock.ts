import { basename, dirname } from 'node:path';
import { lockFolder } from '../db/lock-folder.ts';
import { HeedError } from '../errors.ts';

/** Runs the work while holding the lock of this name; one whose process is gone is taken over. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const release = take(path);
  try {
    return await work();
  } finally {
    release();
  }
}

function take(path: string): () => void {
  try {
    return lockFolder(dirname(path), basename(path));
  } catch (error) {
    if (!(error instanceof HeedError)) throw error;
    throw new HeedError('CONFLICT', 'Another load of this register is still running. Wait for it to end.');
  }
}
