import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { HeedError } from '../../errors.ts';
import { lockFolder, waitForFolder } from '../lock-folder.ts';
import { layoutOf, makePrivate, type ServerLayout } from './layout.ts';
import { makeCluster } from './make-cluster.ts';
import {
  type Postmaster,
  pause,
  runningPostmaster,
  spawnPostmaster,
  stopPostmaster,
  untilReady,
} from './postmaster.ts';
import { postgresPrograms } from './programs.ts';
import { answers, ensureDatabase, serverUrl } from './reach-server.ts';
import { enterUser, hasOtherUsers } from './server-users.ts';
import { stopWithProcess } from './stop-with-process.ts';
import { type RunAs, unprivilegedUser } from './unprivileged-user.ts';

export interface OpenServer {
  readonly url: string;
  /** Ends this process's use; the last user stops the server. */
  close(): Promise<void>;
}

export interface OpenServerOptions {
  /** This process serves: it alone may, and it starts the server again should it end. */
  readonly supervise?: boolean;
  /** Told what the supervisor does, in words for the log. */
  readonly say?: (message: string) => void;
}

/** How long one process may take to start or stop the server before another gives up waiting for its turn. */
const TURN_MS = 120_000;
/** A supervisor that was just told to stop is waited for; a second one beside it is refused after this. */
const SECOND_MS = 3_000;
const WATCH_MS = 1_000;
/** How long the connections of a server that was killed may take to notice it; they keep its memory until then. */
const LEFTOVER_MS = 20_000;

/**
 * Uses the PostgreSQL server of a data folder, and starts it first when nobody has. Every process with the folder
 * shares the one server: each leaves a note that it uses it, and the last to go stops it. A server left running by
 * processes that were killed is used as it is when it answers, and stopped and started when it does not.
 *
 * @throws HeedError STORE_LOCKED for a second supervisor, STORE_FULL, STORE_UNAVAILABLE
 */
export async function openServer(dataFolder: string, options: OpenServerOptions = {}): Promise<OpenServer> {
  const layout = layoutOf(dataFolder);
  const as = prepareFolders(layout);
  const endSupervision = options.supervise ? await superviseAlone(layout) : undefined;
  try {
    const programs = postgresPrograms(layout.root, as);
    const own = await inTurn(layout, async () => {
      await ensureRunning(layout, programs, as);
      return enterUser(layout.users);
    });
    const running = runningPostmaster(layout);
    if (!running)
      throw new HeedError('STORE_UNAVAILABLE', `The database server ended at once. See ${layout.log}.`);
    const watch = options.supervise
      ? watchServer(layout, programs, as, options.say ?? (() => {}))
      : undefined;
    const forget = stopWithProcess(() => leaveAtOnce(layout, own));
    return {
      url: serverUrl(layout, running),
      async close() {
        forget();
        await watch?.();
        await inTurn(layout, () => leave(layout, own));
        endSupervision?.();
      },
    };
  } catch (error) {
    endSupervision?.();
    throw error;
  }
}

function prepareFolders(layout: ServerLayout): RunAs | undefined {
  const as = unprivilegedUser(layout.root);
  makePrivate(layout.root, as);
  const reach = as && spawnSync('/bin/sh', ['-c', 'cd "$0"', realpathSync(layout.root)], { ...as, cwd: '/' });
  if (reach && reach.status !== 0)
    throw new HeedError(
      'STORE_UNAVAILABLE',
      `The database server does not run as root, and its user (id ${as.uid}) cannot enter ${layout.root}. Name a folder that it can reach, such as /var/lib/heed, or start Heed as another user.`,
    );
  makePrivate(layout.log, as);
  mkdirSync(layout.users, { recursive: true, mode: 0o700 });
  chmodSync(layout.users, 0o700);
  return as;
}

async function superviseAlone(layout: ServerLayout): Promise<() => void> {
  try {
    return await waitForFolder(layout.root, 'serve.lock', SECOND_MS);
  } catch (error) {
    if (!(error instanceof HeedError)) throw error;
    throw new HeedError(
      'STORE_LOCKED',
      `Heed already serves ${layout.root.replace(/\/postgres$/, '')}. Other commands can use the folder meanwhile; to serve it from here, stop the other one first.`,
    );
  }
}

/** Starting and stopping is for one process at a time. */
async function inTurn<T>(layout: ServerLayout, work: () => Promise<T>): Promise<T> {
  const release = await waitForFolder(layout.root, 'turn.lock', TURN_MS);
  try {
    return await work();
  } finally {
    release();
  }
}

async function ensureRunning(
  layout: ServerLayout,
  programs: string,
  as: RunAs | undefined,
): Promise<Postmaster> {
  makeCluster(layout, programs, as);
  const there = runningPostmaster(layout);
  if (there && (await answers(layout, there))) {
    // Whoever started it may have been killed before it made the database.
    await ensureDatabase(layout, there);
    return there;
  }
  if (there) await stopPostmaster(there.pid, { stuck: true });
  for (const until = Date.now() + LEFTOVER_MS; ; ) {
    const server = spawnPostmaster(layout, programs, as);
    try {
      const started = await untilReady(layout, server);
      await ensureDatabase(layout, started);
      return started;
    } catch (error) {
      if (server.exitCode === null && server.pid !== undefined) await stopPostmaster(server.pid);
      if (!/shared memory block/.test((error as Error).message) || Date.now() > until) throw error;
      await pause(200);
    }
  }
}

async function leave(layout: ServerLayout, own: string): Promise<void> {
  rmSync(own, { force: true });
  if (hasOtherUsers(layout.users, null)) return;
  const running = runningPostmaster(layout);
  if (running) await stopPostmaster(running.pid);
}

/** For a process that ends without closing: tells the server to stop, and does not wait for it. */
function leaveAtOnce(layout: ServerLayout, own: string): void {
  let release: () => void;
  try {
    release = lockFolder(layout.root, 'turn.lock');
  } catch {
    // Somebody is starting or stopping it now, and will find this process gone.
    return;
  }
  try {
    rmSync(own, { force: true });
    const running = hasOtherUsers(layout.users, null) ? null : runningPostmaster(layout);
    if (running) process.kill(running.pid, 'SIGINT');
  } finally {
    release();
  }
}

/** Starts the server again whenever it has ended, for as long as it takes: a full disk, a killed process. */
function watchServer(
  layout: ServerLayout,
  programs: string,
  as: RunAs | undefined,
  say: (message: string) => void,
): () => Promise<void> {
  const stop = new AbortController();
  let last = '';
  const watching = (async () => {
    while (!stop.signal.aborted) {
      await wait(WATCH_MS, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted || runningPostmaster(layout)) continue;
      try {
        if (last === '') say('the database server ended and is started again');
        await inTurn(layout, () => ensureRunning(layout, programs, as));
        say('the database server is back');
        last = '';
      } catch (error) {
        const message = (error as Error).message;
        if (message !== last) say(message);
        last = message;
      }
    }
  })();
  return async () => {
    stop.abort();
    await watching;
  };
}

/** Where a folder's server listens, or null when none runs. Starts nothing. */
export function findServer(dataFolder: string): { readonly url: string; readonly pid: number } | null {
  const layout = layoutOf(dataFolder);
  if (!existsSync(layout.password) || readFileSync(layout.password).length === 0) return null;
  const running = runningPostmaster(layout);
  return running && { url: serverUrl(layout, running), pid: running.pid };
}
