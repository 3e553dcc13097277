import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from './db/lock-folder.ts';
import { openHeed } from './open-heed.ts';
import { servePolicies } from './policy/policies.ts';
import { sampleFolder } from './policy/testing/sample-folder.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-open-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })));
const policies = servePolicies([]);

describe('openHeed', () => {
  it('holds no real data in memory', async () => {
    await expect(openHeed({ mode: 'production', memory: true, policies })).rejects.toMatchObject({
      code: 'NOT_FOR_REAL_DATA',
    });
  });

  it('says how to make keys, before it looks for the server', async () => {
    const opening = openHeed({
      mode: 'production',
      databaseUrl: 'postgres://127.0.0.1:1/none',
      folder: newFolder(),
      policies,
    });
    await expect(opening).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('heed key new'),
    });
  });

  it('says that the server is away', async () => {
    const demo = await openHeed({ mode: 'demo', memory: true, policies });
    const opening = openHeed({
      mode: 'production',
      databaseUrl: 'postgres://127.0.0.1:1/none',
      folder: newFolder(),
      policies,
      vault: demo.vault,
    });
    await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await demo.close();
  });

  it('keeps a demo in its folder, for one process at a time, with keys that only its user reads', async () => {
    const folder = newFolder();
    const first = await openHeed({ mode: 'demo', folder, policies });
    const row = { hash: 'abc', content: '{}', first_used_at: '2026-01-01T00:00:00Z' };
    await first.db.insertInto('policy_version').values(row).execute();
    await expect(openHeed({ mode: 'demo', folder, policies })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
    });
    await first.close();
    const again = await openHeed({ mode: 'demo', folder, policies });
    expect(await again.db.selectFrom('policy_version').select('hash').execute()).toEqual([{ hash: 'abc' }]);
    expect(again.vault.hash('cmp', 'email', 'a@example.org')).toEqual(
      first.vault.hash('cmp', 'email', 'a@example.org'),
    );
    await again.close();
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
  });
});

it('warns in a demo of a version that it served with another content', async () => {
  const folder = newFolder();
  const club = newFolder();
  for (const [name, text] of sampleFolder()) writeFileSync(join(club, name), text);
  let logged = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const log = pino(sink);
  const open = () => openHeed({ mode: 'demo', folder, policies: club, supervise: true, log });
  await (await open()).close();
  expect(logged).toBe('');
  const forms = join(club, 'forms.yaml');
  writeFileSync(forms, readFileSync(forms, 'utf8').replace('submit: Join', 'submit: Sign up'));
  const again = await open();
  expect(logged).toContain('this version was served with another content before');
  const shown = await again.versions.read(again.policies.get('club'), '2026-11-22');
  expect(shown.files.get('forms.yaml')).toContain('submit: Sign up');
  await again.close();
});

describe('lockFolder', () => {
  it('takes over from a process that is gone, also when its id is in use again', () => {
    const folder = newFolder();
    const gone = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
    writeFileSync(join(folder, 'heed.lock.1'), `${gone} 1 x\n`);
    lockFolder(folder)();
    writeFileSync(join(folder, 'heed.lock.7'), `${process.pid} 1 x\n`);
    const release = lockFolder(folder);
    expect(readFileSync(join(folder, 'heed.lock.8'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    release();
    lockFolder(folder)();
  });

  it('does not take a lock from a process that runs', () => {
    const folder = newFolder();
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(/Another Heed/);
    release();
  });
});
