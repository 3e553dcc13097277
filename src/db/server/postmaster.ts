import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../process-mark.ts';
import { type ServerLayout, socketFolder } from './layout.ts';
import { serverEnv, startError } from './make-cluster.ts';
import type { RunAs } from './unprivileged-user.ts';

/** What the server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
  readonly port: number;
  /** It takes connections. */
  readonly ready: boolean;
}

/** The server that runs on this folder, or null. A stale file, or an id that another program has since, is none. */
export function runningPostmaster(layout: ServerLayout): Postmaster | null {
  const found = readPostmaster(layout);
  const ours =
    found && isRunning(found.pid) && commandOf(found.pid).includes(`-D ${realpathSync(layout.data)} -k`);
  return ours ? found : null;
}

function readPostmaster(layout: ServerLayout): Postmaster | null {
  if (!existsSync(layout.postmasterPid)) return null;
  const lines = readFileSync(layout.postmasterPid, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return {
    pid,
    port: Number(lines[3]),
    socketFolder: (lines[4] ?? '').trim(),
    ready: (lines[7] ?? '').trim() === 'ready',
  };
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    try {
      return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    } catch {
      return '';
    }
  }
}

/** Starts the server in a session of its own, so that Ctrl+C in a terminal reaches Heed, which stops it in order. */
export function spawnPostmaster(layout: ServerLayout, programs: string, as: RunAs | undefined): ChildProcess {
  disarmStalePid(layout);
  const log = openSync(layout.startLog, 'w', 0o600);
  chmodSync(layout.startLog, 0o600);
  try {
    const server = spawn(
      join(programs, 'bin', 'postgres'),
      ['-D', realpathSync(layout.data), '-k', socketFolder(layout, as), '-p', '5432'],
      { ...as, cwd: layout.root, stdio: ['ignore', log, log], detached: true, env: serverEnv() },
    );
    server.on('error', () => {});
    server.unref();
    return server;
  } finally {
    closeSync(log);
  }
}

/**
 * A process id in a stale file may belong to another program by now, or to a server that has ended and waits for its
 * parent to take note, and the server would refuse to start because of it. The file itself must stay: it also names the shared memory that the server checks for leftovers. So only the id
 * is replaced, by one that no process has.
 */
function disarmStalePid(layout: ServerLayout): void {
  const found = readPostmaster(layout);
  if (!found || !isTaken(found.pid)) return;
  let unused = 4_194_303;
  while (isTaken(unused)) unused--;
  const rest = readFileSync(layout.postmasterPid, 'utf8').split('\n').slice(1);
  writeFileSync(layout.postmasterPid, [unused, ...rest].join('\n'));
}

/** Whether a signal would reach something under this id, which is all that the server looks at. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Waits until the server takes connections, however long its recovery takes, or has ended. */
export async function untilReady(layout: ServerLayout, server: ChildProcess): Promise<Postmaster> {
  for (;;) {
    const found = runningPostmaster(layout);
    if (found?.ready && found.pid === server.pid) return found;
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined)
      throw startError(readStartLog(layout), layout);
    await pause(25);
  }
}

function readStartLog(layout: ServerLayout): string {
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').slice(-4000) : '');
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date());
  // Once its own log is open, the reason stands there.
  return `${read(join(layout.log, `postgres-${day}.log`))}\n${read(layout.startLog).replace(/^.*redirecting log.*$|^.*HINT:.*$/gm, '')}`;
}

/** How long an orderly shutdown may take before it is cut short; what was acknowledged is in the log either way. */
const FAST_MS = 30_000;

/** Stops a server: orderly (unless it is `stuck`), then at once, then hard. Returns when it is gone. */
export async function stopPostmaster(pid: number, { stuck = false } = {}): Promise<void> {
  for (const [signal, limit] of [
    ['SIGINT', stuck ? 0 : FAST_MS],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const until = Date.now() + limit; Date.now() < until; await pause(25)) if (!isRunning(pid)) return;
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
