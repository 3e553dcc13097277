import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore } from '../open-store.ts';
import { postgresPrograms } from '../server/programs.ts';
import { unprivilegedUser } from '../server/unprivileged-user.ts';

export interface PostgresServer {
  /** Connects to the maintenance database; `heed_template` has the migrations applied. */
  readonly url: string;
  stop(): Promise<void>;
}

const PREFIX = 'heed-test-pg-';
export const TEMPLATE = 'heed_template';

/** Starts a throw-away server from the npm package on a loopback port, or uses the one named by `url`. */
export async function startPostgres(url?: string): Promise<PostgresServer> {
  if (url) {
    await makeTemplate(url);
    return { url, stop: async () => {} };
  }
  sweepOrphans();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, 'owner'), String(process.pid));
  const as = unprivilegedUser();
  if (as) chownSync(folder, as.uid, as.gid);
  const native = postgresPrograms(folder, as);
  const data = join(folder, 'data');
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'heed', '-A', 'trust', '--no-sync', '--locale=C', '--encoding=UTF8'],
    {
      ...as,
      cwd: folder,
      stdio: 'pipe',
    },
  );
  const port = await freePort();
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'unix_socket_directories=',
  ];
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr?.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
  const address = `postgres://heed@127.0.0.1:${port}/postgres`;
  const stop = () => stopServer(server, folder);
  try {
    await untilReady(address, server, () => said);
    await makeTemplate(address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: address, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function untilReady(url: string, server: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await client.end().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`PostgreSQL did not start: ${said()}`);
}

export async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE}`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await (await openStore({ kind: 'postgres', url: template.href })).destroy();
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    const timer = setTimeout(() => server.kill('SIGQUIT'), 5_000);
    await gone;
    clearTimeout(timer);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Stops and removes servers whose test run was killed before it could. */
function sweepOrphans(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (isRunning(Number(readFileSync(join(folder, 'owner'), 'utf8')))) continue;
      const postmaster = join(folder, 'data', 'postmaster.pid');
      if (existsSync(postmaster)) {
        const pid = Number(readFileSync(postmaster, 'utf8').split('\n')[0]);
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (command.includes(folder)) process.kill(pid, 'SIGQUIT');
      }
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run is sweeping it, or it is just being made.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
