import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can be filled to the last byte. */
export interface SmallDisk {
  readonly path: string;
  /** Takes all the room that is left, but for `leave` bytes. */
  fill(leave?: number): void;
  /** Gives the room back. */
  free(): void;
  drop(): void;
}

/** Only root mounts; where that is not allowed, tests with a small disk say that they did not run. */
export const canMount = tryMount();

function tryMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const path = mkdtempSync(join(tmpdir(), 'heed-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'heed-test', path], { stdio: 'ignore' });
    execFileSync('umount', [path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'heed-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'heed-test', path]);
  const filler = join(path, 'filler');
  return {
    path,
    fill(leave = 0) {
      const fd = openSync(filler, 'w');
      const block = Buffer.alloc(4096);
      try {
        for (;;) writeSync(fd, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(fd);
      }
      if (leave > 0) execFileSync('truncate', ['-s', `-${leave}`, filler]);
    },
    free() {
      if (existsSync(filler)) rmSync(filler);
    },
    drop() {
      // Whoever still has a file open there is about to end.
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A folder below the disk that the database's own user may reach. */
export function folderOn(disk: SmallDisk, name: string): string {
  const path = join(disk.path, name);
  mkdirSync(path);
  chmodSync(path, 0o711);
  return path;
}
