import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isRunning } from '../src/db/process-mark.ts';
import { findServer } from '../src/db/server/open-server.ts';
import { packageRoot } from '../src/paths.ts';

const heed = join(packageRoot, 'bin', 'heed');
const root = mkdtempSync(join(tmpdir(), 'heed-killed-'));
chmodSync(root, 0o711);
const keys = join(root, 'keys');
execFileSync(heed, ['key', 'new', '--out', keys], { stdio: 'ignore' });
const { DATABASE_URL: _, ...inherited } = process.env;
const env = {
  ...inherited,
  HEED_MASTER_KEY_FILE: join(keys, 'master.key'),
  HEED_INDEX_KEY_FILE: join(keys, 'index.key'),
};
const running = new Set<ChildProcess>();
const folders: string[] = [];

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) {
    const left = findServer(folder);
    if (left) process.kill(left.pid, 'SIGQUIT');
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
});

function newFolder(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { mode: 0o711 });
  folders.push(folder);
  return folder;
}

interface Served {
  /** The launcher that a person starts. */
  readonly launcher: ChildProcess;
  /** The process that serves. */
  readonly pid: number;
  readonly url: string;
  readonly said: () => string;
}

async function serve(folder: string): Promise<Served> {
  const launcher = spawn(heed, ['serve', '--data', folder, '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(launcher);
  let said = '';
  for (const stream of [launcher.stdout, launcher.stderr]) stream!.on('data', (chunk) => (said += chunk));
  const ended = new Promise<string>((resolve) =>
    launcher.once('exit', (code) => resolve(`ended with ${code}: ${said}`)),
  );
  const url = await Promise.race([
    ended.then((why) => Promise.reject(new Error(why))),
    (async () => {
      for (;;) {
        const found = /Start page\s+(http\S+)\//.exec(said)?.[1];
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })(),
  ]);
  // The launcher may have another child, the bundler.
  const children = readFileSync(`/proc/${launcher.pid}/task/${launcher.pid}/children`, 'utf8')
    .trim()
    .split(' ');
  const pid = Number(
    children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('heed.js')),
  );
  return { launcher, pid, url, said: () => said };
}

const run = (folder: string, ...args: string[]) =>
  spawnSync(heed, [...args, '--data', folder], { env, encoding: 'utf8', timeout: 60_000 });
const gone = (pid: number) => expect.poll(() => isRunning(pid), { timeout: 30_000 }).toBe(false);
const suppress = (folder: string, name: string) =>
  run(
    folder,
    'suppression',
    'add',
    '--policy',
    'cmp',
    '--email',
    `${name}@example.org`,
    '--reason',
    'objection',
  );

describe('heed serve', () => {
  const folder = newFolder('data');

  it('is set up once by five commands that start together', async () => {
    const all = await Promise.all(
      Array.from(
        { length: 5 },
        (_unused, n) =>
          new Promise<number | null>((resolve) => {
            const child = spawn(heed, ['apikey', 'new', `key ${n}`, '--scope', 'admin', '--data', folder], {
              env,
              stdio: 'ignore',
            });
            child.once('exit', resolve);
          }),
      ),
    );
    expect(all).toEqual([0, 0, 0, 0, 0]);
    const { stdout } = run(folder, 'apikey', 'list', '--json');
    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name).sort()).toEqual(
      Array.from({ length: 5 }, (_unused, n) => `key ${n}`),
    );
    expect(findServer(folder)).toBeNull();
  }, 120_000);

  it.each([
    1, 2, 3, 4, 5,
  ])('starts again after kill -9, with all that was acknowledged (round %i)', async (round) => {
    const served = await serve(folder);
    const database = findServer(folder)!.pid;
    expect(run(folder, 'apikey', 'new', `round ${round}`, '--scope', 'admin').status).toBe(0);
    // The serving process in three rounds, its launcher and its database in one each.
    const victim = round === 4 ? served.launcher.pid! : round === 5 ? database : served.pid;
    process.kill(victim, 'SIGKILL');
    if (round === 5) {
      await expect.poll(() => findServer(folder)?.pid ?? database, { timeout: 30_000 }).not.toBe(database);
      await expect
        .poll(async () => (await fetch(`${served.url}/readyz`)).status, { timeout: 30_000 })
        .toBe(200);
      served.launcher.kill('SIGTERM');
    }
    await gone(served.pid);
    if (round <= 3) expect(isRunning(database)).toBe(true);

    const again = await serve(folder);
    if (round <= 3) expect(findServer(folder)!.pid).toBe(database);
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    const { stdout } = run(folder, 'apikey', 'list', '--json');
    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toContain(`round ${round}`);
    again.launcher.kill('SIGTERM');
    await gone(again.pid);
    await gone(database);
    expect(findServer(folder)).toBeNull();
  }, 180_000);

  it('is refused a second time on the same folder, while other commands use the server', async () => {
    const served = await serve(folder);
    const second = run(folder, 'serve', '--port', '0');
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('already serves');
    expect(run(folder, 'apikey', 'list').status).toBe(0);
    expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
    served.launcher.kill('SIGTERM');
    await gone(served.pid);
    expect(findServer(folder)).toBeNull();
  }, 120_000);
});

const canMount = process.getuid?.() === 0 && process.platform === 'linux' && tryMount();

function tryMount(): boolean {
  const probe = join(root, 'probe');
  mkdirSync(probe);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe]).status !== 0) return false;
  return spawnSync('umount', [probe]).status === 0;
}

describe.runIf(canMount)('a full disk', () => {
  it('is told apart, loses nothing that was acknowledged, and is over when there is room', async () => {
    const folder = newFolder('small');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=711', 'tmpfs', folder]);
    try {
      const served = await serve(folder);
      const before = suppress(folder, 'before');
      expect(before.stderr + before.status).toBe('0');
      spawnSync('dd', ['if=/dev/zero', `of=${join(folder, 'ballast')}`, 'bs=64k', 'status=none']);
      expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
      // There is some room inside the files that exist already; it ends.
      let refused = '';
      let acknowledged = 1;
      for (let n = 0; n < 40 && refused === ''; n++) {
        const { status, stdout, stderr } = run(
          folder,
          'suppression',
          'add',
          '--policy',
          'cmp',
          '--email',
          `full-${n}@example.org`,
          '--reason',
          'objection',
          '--json',
        );
        if (status !== 0) refused = stdout + stderr;
        else acknowledged++;
      }
      expect(refused).toMatch(/STORE_FULL|STORE_UNAVAILABLE|ENOSPC|No space|full/);
      rmSync(join(folder, 'ballast'));
      await expect
        .poll(async () => (await fetch(`${served.url}/readyz`)).status, { timeout: 60_000, interval: 500 })
        .toBe(200);
      expect(suppress(folder, 'after').status).toBe(0);
      const list = run(folder, 'suppression', 'list', '--policy', 'cmp', '--json');
      const kept = JSON.parse(list.stdout) as unknown[] | { data: unknown[] };
      expect((Array.isArray(kept) ? kept : kept.data).length).toBeGreaterThanOrEqual(acknowledged + 1);
      served.launcher.kill('SIGTERM');
      await gone(served.pid);
    } finally {
      const left = findServer(folder);
      if (left) process.kill(left.pid, 'SIGQUIT');
      await new Promise((resolve) => setTimeout(resolve, 500));
      spawnSync('umount', ['-l', folder]);
    }
  }, 300_000);

  it('is told when there is no room to begin with', async () => {
    const folder = newFolder('tiny');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=10m,mode=711', 'tmpfs', folder]);
    try {
      const { status, stdout } = run(folder, 'apikey', 'list', '--json');
      expect(JSON.parse(stdout)).toMatchObject({ code: 'STORE_FULL' });
      expect(status).toBe(3);
      expect(readdirSync(join(folder, 'postgres'))).not.toContain('data.new');
    } finally {
      spawnSync('umount', ['-l', folder]);
    }
  }, 60_000);
});
