import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSuppression } from '../contacts/add-suppression.ts';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { loadVault, newKeyText } from '../db/load-keys.ts';
import { openPostgresHeed } from '../db/testing/stores.ts';
import { LAW_ONLY } from '../decision/policy.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { Heed } from '../heed.ts';
import { rotateKey } from '../keys/rotate-key.ts';
import { finishRun } from './finish-run.ts';
import { looseUnder, planScreening } from './plan.ts';
import { Run } from './run.ts';
import { parseQuestion } from './schema.ts';
import { screenList } from './screen-list.ts';
import { BY_EMAIL, CONSENT, person, screeningFixture } from './testing.ts';
import { WorkFolder } from './work-folder.ts';

/** United States email to anybody is allowed by law, so that addresses of nobody come out as well. */
const EVERYBODY = {
  ...BY_EMAIL,
  country: 'US',
  under: looseUnder({ id: 'cmp', country: 'US' }, LAW_ONLY),
} as const;
const ROWS = 60;
const fixture = screeningFixture();
afterAll(fixture.close);

describe('a screening during which the index key is rotated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-rotate-'));
  const file = join(folder, 'index.key');
  const saved = process.env.HEED_INDEX_KEY_FILE;
  let heed: Heed;
  /** The process that rotates and records stops: it shares only the database and the key file. */
  let other: Heed;
  let turn = 0;
  beforeAll(async () => {
    writeFileSync(file, `1:${newKeyText()}\n`, { mode: 0o600 });
    process.env.HEED_INDEX_KEY_FILE = file;
    const env = { HEED_INDEX_KEY_FILE: file, HEED_MASTER_KEY: newKeyText() };
    heed = { ...(await openPostgresHeed()), vault: loadVault('production', folder, env) };
    other = { ...heed, vault: loadVault('production', folder, env) };
  });
  afterAll(async () => {
    await heed.close();
    process.env.HEED_INDEX_KEY_FILE = saved;
    if (saved === undefined) delete process.env.HEED_INDEX_KEY_FILE;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Half of the rows are of known people. */
  async function list() {
    const name = `turn-${++turn}`;
    const addresses = Array.from({ length: ROWS }, (_, i) => `${name}-${i}@example.org`);
    const subjects: string[] = [];
    for (const value of addresses.slice(0, ROWS / 2))
      subjects.push(await person(heed, [{ kind: 'email', value }], [CONSENT]));
    const { file: path, out } = fixture.list(
      `n,email\n${addresses.map((value, i) => `${i},${value}\n`).join('')}`,
    );
    return { addresses, subjects, path, out };
  }

  async function stopSome({ addresses, subjects }: Awaited<ReturnType<typeof list>>, first: number) {
    const stop = { type: 'unsubscribe' as const, at: new Date().toISOString() };
    await appendFacts(other, { controller: 'cmp', subject: subjects[first]!, facts: [stop], actor: 'test' });
    await eraseSubject(other, { policy: 'cmp', subject: subjects[first + 1]!, actor: 'test' });
    for (const n of [first + 2, first + 40])
      await addSuppression(other, {
        policy: 'cmp',
        identifier: { kind: 'email', value: addresses[n]! },
        reason: 'objection',
        actor: 'test',
      });
    return [first, first + 1, first + 2, first + 40];
  }

  const refused = (out: string) =>
    fixture
      .rows(out, 'refused.csv')
      .map(({ n }) => Number(n))
      .sort((a, b) => a - b);

  it.each([
    ['row by row', 'none'],
    ['from indexes', 0],
  ] as const)('refuses who was stopped before and after it, %s', async (_, threads) => {
    const one = await list();
    const gone: number[] = [];
    let batches = 0;
    const summary = await screenList(heed, {
      ...EVERYBODY,
      file: one.path,
      out: one.out,
      threads,
      checkpointEvery: 10,
      onProgress: async () => {
        if (++batches !== (threads === 0 ? 1 : 3)) return;
        gone.push(...(await stopSome(one, 2)));
        await rotateKey(other, { key: 'index' });
        gone.push(...(await stopSome(one, 8)));
      },
    });
    expect(gone.length).toBe(8);
    expect(refused(one.out)).toEqual(gone.sort((a, b) => a - b));
    expect(summary.counts).toMatchObject({ rows: ROWS, allowed: ROWS - 8, refused: 8 });
  });

  it('begins its last look again when the rotation comes between that and handing out', async () => {
    const one = await list();
    const { under, ...asked } = EVERYBODY;
    const plan = await planScreening(heed, one.path, parseQuestion(asked), under);
    const work = new WorkFolder(one.out, () => false);
    const run = await Run.open(heed, plan, work, { durable: false });
    for await (const rows of plan.list.rows(plan.list.start)) run.take(await run.decide(rows));
    const gone: number[] = [];
    let looks = 0;
    await finishRun(heed, run, async () => {
      if (++looks > 1) return;
      await rotateKey(other, { key: 'index' });
      gone.push(...(await stopSome(one, 5)));
    });
    work.remove();
    expect(looks).toBe(2);
    expect(refused(one.out)).toEqual(gone.sort((a, b) => a - b));
  });

  it('says so when the new key is not here', async () => {
    const one = await list();
    const { under, ...asked } = EVERYBODY;
    const plan = await planScreening(heed, one.path, parseQuestion(asked), under);
    const work = new WorkFolder(one.out, () => false);
    const run = await Run.open(heed, plan, work, { durable: false });
    for await (const rows of plan.list.rows(plan.list.start)) run.take(await run.decide(rows));
    const env = { HEED_INDEX_KEY: `99:${newKeyText()}`, HEED_MASTER_KEY: newKeyText() };
    const elsewhere = { ...heed, vault: loadVault('production', folder, env) };
    const identifier = { kind: 'email', value: one.addresses[0]! } as const;
    await addSuppression(elsewhere, { policy: 'cmp', identifier, reason: 'objection', actor: 'test' });
    await expect(finishRun(heed, run)).rejects.toThrow(
      /version 99 of the index key, which is not in the key file/,
    );
    run.close();
    work.remove();
  });
});
