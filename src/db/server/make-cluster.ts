import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeedError } from '../../errors.ts';
import type { ServerLayout } from './layout.ts';
import type { RunAs } from './unprivileged-user.ts';

/** The major version of the packaged server; a cluster of another one cannot be opened by it. */
const MAJOR = '18';

/**
 * What the server is told on top of its defaults, written once into `postgresql.conf`, where an operator may change
 * it. Meant for two cores and a gigabyte; no line of the log holds a statement or a value.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  min_wal_size: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: '../log',
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_file_mode: '0600',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/**
 * Makes the cluster once: page checksums, passwords by SCRAM only, one user `heed` with a random password in a file
 * that its owner alone can read. It is there whole or not at all.
 *
 * @throws HeedError STORE_FULL, STORE_UNAVAILABLE with what initdb said
 */
export function makeCluster(layout: ServerLayout, programs: string, as: RunAs | undefined): void {
  if (existsSync(join(layout.data, 'PG_VERSION'))) {
    checkVersion(layout);
    return;
  }
  const draft = `${layout.data}.new`;
  rmSync(draft, { recursive: true, force: true });
  try {
    writeFileSync(layout.password, randomBytes(32).toString('base64url'), { mode: 0o600 });
    if (as) chownSync(layout.password, as.uid, as.gid);
  } catch (error) {
    throw startError(String(error), layout);
  }
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { status, stderr, error } = spawnSync(
    join(programs, 'bin', 'initdb'),
    [
      '-D',
      draft,
      '-U',
      'heed',
      '--auth=scram-sha-256',
      `--pwfile=${layout.password}`,
      '--data-checksums',
      '--locale=C',
      '--encoding=UTF8',
      ...settings,
    ],
    { ...as, cwd: layout.root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env: serverEnv() },
  );
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw startError(stderr || String(error), layout);
  }
  renameSync(draft, layout.data);
}

function checkVersion(layout: ServerLayout): void {
  const found = readFileSync(join(layout.data, 'PG_VERSION'), 'utf8').trim();
  if (found === MAJOR) return;
  throw new HeedError(
    'STORE_UNAVAILABLE',
    `${layout.data} was made by PostgreSQL ${found}, and this Heed brings ${MAJOR}. Make a backup with the Heed that made it ("heed backup"), then restore it into a new folder with this one ("heed restore").`,
  );
}

/** What went wrong at a start, in terms of what to do. */
export function startError(said: string, layout: ServerLayout): HeedError {
  const lines = said.trim().split('\n').filter(Boolean);
  if (/no space left on device|ENOSPC|could not (write|extend).*space/i.test(said))
    return new HeedError(
      'STORE_FULL',
      `The disk of ${dirname(layout.root)} is full. Make room; nothing that was acknowledged is lost.`,
    );
  return new HeedError(
    'STORE_UNAVAILABLE',
    `The database server did not start. It said: ${lines.slice(-3).join(' | ') || 'nothing'}. Its logs are in ${layout.log}.`,
  );
}

/** Nothing of the caller's environment (PGDATA, PGPORT, …) may reach the server; its messages are in English. */
export function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };
}
