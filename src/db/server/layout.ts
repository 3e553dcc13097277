import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HeedError } from '../../errors.ts';
import type { RunAs } from './unprivileged-user.ts';

/** Where a supervised server keeps what it has, all below `<data folder>/postgres`. */
export interface ServerLayout {
  readonly root: string;
  /** The cluster (PGDATA). */
  readonly data: string;
  /** The server's own log, a file a weekday, overwritten after a week. */
  readonly log: string;
  /** What the server says before its log is open, of the last start. */
  readonly startLog: string;
  readonly password: string;
  /** One file for each process that uses the server. */
  readonly users: string;
  readonly postmasterPid: string;
}

export function layoutOf(dataFolder: string): ServerLayout {
  // Absolute, because the server's programs run in a folder of their own.
  const root = join(resolve(dataFolder), 'postgres');
  const data = join(root, 'data');
  return {
    root,
    data,
    log: join(root, 'log'),
    startLog: join(root, 'log', 'start.log'),
    password: join(root, 'password'),
    users: join(root, 'users'),
    postmasterPid: join(data, 'postmaster.pid'),
  };
}

/** The longest path of a socket that every supported system takes. */
const SOCKET_PATH_LIMIT = 100;

/**
 * The private folder of the server's socket: `<data folder>/postgres/run`, or one in the system's temporary folder
 * where that path is too long for a socket.
 *
 * @throws HeedError STORE_UNAVAILABLE when somebody else has made a folder of that name
 */
export function socketFolder(layout: ServerLayout, as: RunAs | undefined): string {
  const near = join(realpathSync(layout.root), 'run');
  if (near.length + '/.s.PGSQL.5432'.length <= SOCKET_PATH_LIMIT) return makePrivate(near, as);
  const name = createHash('sha256').update(realpathSync(layout.root)).digest('hex').slice(0, 16);
  const far = join(tmpdir(), `heed-socket-${name}`);
  makePrivate(far, as);
  const { uid } = lstatSync(far);
  if (lstatSync(far).isDirectory() && uid === (as?.uid ?? process.getuid?.())) return far;
  throw new HeedError(
    'STORE_UNAVAILABLE',
    `${far} belongs to somebody else. Name a shorter folder with --data.`,
  );
}

/** Makes a folder that its owner alone can enter. */
export function makePrivate(folder: string, as: RunAs | undefined): string {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return folder;
  chmodSync(folder, 0o700);
  if (as) chownSync(folder, as.uid, as.gid);
  return folder;
}
