import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBackup } from '../backup/write-backup.ts';
import { newKeyText } from '../db/load-keys.ts';
import { describeStores } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { packageRoot } from '../paths.ts';
import { checkMachine } from './check-machine.ts';
import { checkStore } from './check-store.ts';
import { examine } from './examine.ts';
import type { DoctorFinding } from './finding.ts';

const root = mkdtempSync(join(tmpdir(), 'heed-doctor-'));
const saved = { ...process.env };
afterAll(() => {
  process.env = saved;
  rmSync(root, { recursive: true, force: true });
});
const levels = (findings: readonly DoctorFinding[], check: string) =>
  findings.filter((finding) => finding.check === check).map(({ level }) => level);

describe('checkMachine', () => {
  const folder = join(root, 'data');
  const key = join(root, 'master.key');
  beforeAll(() => {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(key, `1:${newKeyText()}\n`, { mode: 0o600 });
  });

  it('tells keys that others can read, that are missing, and that lie with the data', () => {
    const env = { HEED_MASTER_KEY_FILE: key, HEED_INDEX_KEY_FILE: join(root, 'none.key') };
    expect(levels(checkMachine(folder, env), 'master key')).toEqual(['ok']);
    expect(levels(checkMachine(folder, env), 'index key')).toEqual(['error']);
    expect(levels(checkMachine(folder, env), 'backup key')).toEqual(['warning']);
    chmodSync(key, 0o644);
    expect(checkMachine(folder, env).find(({ check }) => check === 'master key')).toMatchObject({
      level: 'error',
      todo: `chmod 600 ${key}`,
    });
    chmodSync(key, 0o600);
    const inside = join(folder, 'index.key');
    writeFileSync(inside, newKeyText(), { mode: 0o600 });
    expect(levels(checkMachine(folder, { HEED_INDEX_KEY_FILE: inside }), 'index key')).toEqual(['warning']);
    rmSync(inside);
  });

  it('tells a folder that others can look into', () => {
    expect(levels(checkMachine(folder, {}), 'folder')).toEqual(['ok']);
    chmodSync(folder, 0o755);
    expect(levels(checkMachine(folder, {}), 'folder')).toEqual(['warning']);
    chmodSync(folder, 0o711);
    expect(levels(checkMachine(folder, {}), 'folder')).toEqual(['ok']);
    mkdirSync(join(folder, 'open'), { mode: 0o755 });
    chmodSync(join(folder, 'open'), 0o755);
    expect(levels(checkMachine(folder, {}), 'folder')).toEqual(['warning']);
  });
});

describe('examine', () => {
  const input = {
    folder: join(root, 'none'),
    policies: join(packageRoot, 'policies'),
    backups: join(root, 'backups'),
  };

  it('sets nothing up, and says so', async () => {
    const findings = await examine(input, () => Promise.reject(new Error('opened')));
    expect(levels(findings, 'store')).toEqual(['warning']);
    expect(levels(findings, 'policies')).toEqual(['ok', 'ok']);
  });

  it('reports a store that cannot be opened as an error, with the reason', async () => {
    const findings = await examine({ ...input, databaseUrl: 'postgres://x' }, () =>
      Promise.reject(new Error('away')),
    );
    expect(findings.at(-1)).toMatchObject({ check: 'store', level: 'error', found: 'away' });
    expect(
      (await examine({ ...input, policies: root }, () => Promise.resolve([]))).map(({ check }) => check),
    ).toContain('policies');
  });
});

describeStores('checkStore', (open) => {
  let heed: Heed;
  const backups = mkdtempSync(join(root, 'backups-'));
  beforeAll(async () => {
    heed = await open();
    process.env.HEED_BACKUP_KEY = newKeyText();
    process.env.HEED_BACKUP_EPOCH_FILE = join(root, 'epoch.key');
  });

  it('finds what is missing, late or ahead', async () => {
    const first = await checkStore(heed, backups);
    expect(
      ['migrations', 'clock', 'rotation', 'registers', 'screenings', 'backup'].map((check) =>
        levels(first, check),
      ),
    ).toEqual([['ok'], ['ok'], ['ok'], ['warning'], ['ok'], ['warning']]);
    await sql`insert into migration (name) values ('9999_from_the_future.sql')`.execute(heed.db);
    await sql`insert into screening (id, controller, policy, status, question, list_bytes, actor, created_at)
      values (gen_random_uuid(), 'cmp', 'cmp', 'queued', '{}', 1, 'test', now() - interval '2 days')`.execute(
      heed.db,
    );
    await writeBackup(heed, { to: backups });
    const then = await checkStore(heed, backups);
    expect(['migrations', 'screenings', 'backup'].map((check) => levels(then, check))).toEqual([
      ['error'],
      ['warning'],
      ['ok'],
    ]);
    for (const { level, todo } of then) expect(Boolean(todo)).toBe(level !== 'ok');
  });
});
