import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { isRunning } from '../process-mark.ts';
import { layoutOf } from './layout.ts';
import { findServer, type OpenServer, openServer } from './open-server.ts';
import { runningPostmaster } from './postmaster.ts';
import { chooseUser } from './unprivileged-user.ts';

const folders: string[] = [];
const opened: OpenServer[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heed-server-'));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}
async function open(folder: string, supervise = false): Promise<OpenServer> {
  const server = await openServer(folder, { supervise });
  opened.push(server);
  return server;
}
afterAll(async () => {
  for (const server of opened) await server.close().catch(() => {});
  for (const folder of folders) {
    const left = findServer(folder);
    if (left) process.kill(left.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }
});
async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}
const gone = async (pid: number) => expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);

describe('openServer', () => {
  const folder = newFolder();

  it('makes a server that nobody else can reach, with checksums and safe writes', async () => {
    const server = await open(folder);
    const settings = [
      'data_checksums',
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'password_encryption',
    ];
    const shown = await Promise.all(settings.map((name) => ask(server.url, `show ${name}`)));
    expect(shown.flat()).toEqual(['on', 'on', 'on', 'on', '', 'scram-sha-256']);
    const layout = layoutOf(folder);
    const modes = [layout.root, layout.data, layout.log, join(layout.root, 'run'), layout.password];
    expect(modes.map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual([
      '700',
      '700',
      '700',
      '700',
      '600',
    ]);
    await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    const running = runningPostmaster(layout)!;
    expect(statSync(`/proc/${running.pid}`).uid).not.toBe(0);
    await server.close();
    expect(findServer(folder)).toBeNull();
    expect(isRunning(running.pid)).toBe(false);
  });

  it('is shared by those who use the folder, and stopped by the last', async () => {
    const [first, second] = await Promise.all([open(folder), open(folder, true)]);
    const { pid } = findServer(folder)!;
    await ask(first.url, 'create table kept (n int)');
    await first.close();
    expect(isRunning(pid)).toBe(true);
    expect(await ask(second.url, 'insert into kept values (7) returning n')).toEqual([7]);
    await second.close();
    expect(isRunning(pid)).toBe(false);
  });

  it('has one supervisor, and starts a server again that was killed', async () => {
    const serving = await open(folder, true);
    await expect(openServer(folder, { supervise: true })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      message: expect.stringContaining('already serves'),
    });
    const { pid } = findServer(folder)!;
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    await expect.poll(() => findServer(folder)?.pid ?? pid, { timeout: 20_000 }).not.toBe(pid);
    await expect
      .poll(() => ask(serving.url, 'select n from kept').catch(() => null), { timeout: 20_000 })
      .toEqual([7]);
    await serving.close();
  });

  it('takes over the server of a process that was killed, as it is', async () => {
    const script = `const { openServer } = await import(${JSON.stringify(new URL('./open-server.ts', import.meta.url).href)});
      await openServer(${JSON.stringify(folder)}); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const { pid } = findServer(folder)!;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isRunning(pid)).toBe(true);
    const next = await open(folder);
    expect(findServer(folder)!.pid).toBe(pid);
    expect(await ask(next.url, 'select n from kept')).toEqual([7]);
    await next.close();
    expect(isRunning(pid)).toBe(false);
  });

  it('stops a server that does not answer any more, and starts it again', async () => {
    const first = await open(folder);
    const { pid } = findServer(folder)!;
    process.kill(pid, 'SIGSTOP');
    const next = await open(folder);
    expect(findServer(folder)!.pid).not.toBe(pid);
    expect(isRunning(pid)).toBe(false);
    expect(await ask(next.url, 'select n from kept')).toEqual([7]);
    await first.close();
    await next.close();
  }, 120_000);

  it.each([
    ['another program', 'echo $$; exec sleep 60', true],
    // Its parent took no note of its end, so the id is not free.
    ['a program that has ended', 'sleep 0 & echo $!; exec sleep 60', false],
  ])('is not misled by a stale pid file, also when the id belongs to %s of the same user', async (_, script, runs) => {
    const layout = layoutOf(folder);
    const first = await open(folder);
    const { pid } = findServer(folder)!;
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect(existsSync(layout.postmasterPid)).toBe(true);
    const { uid, gid } = statSync(layout.data);
    const other = spawn('/bin/sh', ['-c', script], { uid, gid, stdio: ['ignore', 'pipe', 'ignore'] });
    const id = Number(String(await new Promise((resolve) => other.stdout.once('data', resolve))));
    await expect.poll(() => isRunning(id)).toBe(runs);
    expect(process.kill(id, 0)).toBe(true);
    const lines = readFileSync(layout.postmasterPid, 'utf8').split('\n');
    writeFileSync(layout.postmasterPid, [id, ...lines.slice(1)].join('\n'));
    const next = await open(folder);
    expect(await ask(next.url, 'select n from kept')).toEqual([7]);
    expect(isRunning(id)).toBe(runs);
    other.kill();
    await first.close();
    await next.close();
  });

  it('makes the database on a server that was left without one', async () => {
    const first = await open(folder);
    await ask(first.url.replace('/heed?', '/postgres?'), 'drop database heed');
    const next = await open(folder);
    expect(await ask(next.url, 'select current_database()')).toEqual(['heed']);
    await first.close();
    await next.close();
  });

  it('says which PostgreSQL made a folder that it cannot open', async () => {
    const path = join(layoutOf(folder).data, 'PG_VERSION');
    writeFileSync(path, '17\n');
    await expect(openServer(folder)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/PostgreSQL 17.*heed backup.*heed restore/),
    });
    writeFileSync(path, '18\n');
  });

  it('makes the cluster again when that was interrupted, also in a folder named from here', async () => {
    const half = newFolder();
    const first = await open(relative(process.cwd(), half));
    await first.close();
    const layout = layoutOf(half);
    execFileSync('mv', [layout.data, `${layout.data}.new`]);
    rmSync(join(`${layout.data}.new`, 'global'), { recursive: true });
    const next = await open(half);
    expect(await ask(next.url, 'select 1')).toEqual([1]);
    await next.close();
  });

  it.runIf(process.getuid?.() === 0)('says that its user cannot enter a folder', async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    await expect(openServer(join(closed))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('cannot enter'),
    });
  });

  it('uses a socket elsewhere when the path is too long for one', async () => {
    const long = join(newFolder(), 'a'.repeat(90));
    execFileSync('mkdir', [long]);
    const server = await open(long);
    expect(await ask(server.url, 'select 1')).toEqual([1]);
    await server.close();
  });
});

describe('chooseUser', () => {
  const line = (name: string, id: number) => `${name}:x:${id}:${id}::/:/bin/false`;
  it('prefers an account of its own, and never one with the id of root', () => {
    expect(chooseUser([line('nobody', 65534), line('postgres', 70), line('heed', 90)].join('\n'))?.name).toBe(
      'heed',
    );
    expect(chooseUser([line('nobody', 65534), line('postgres', 70)].join('\n'))?.as).toEqual({
      uid: 70,
      gid: 70,
    });
    expect(chooseUser([line('root', 0), line('heed', 0), line('nobody', 65534)].join('\n'))?.name).toBe(
      'nobody',
    );
    expect(chooseUser(line('root', 0))).toBeUndefined();
  });
});
