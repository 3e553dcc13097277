import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { newUuid, publicId, uuidOf } from '../ids.ts';
import { cancelScreening } from './cancel-screening.ts';
import { keepScreenings, removeOldResults, resumeScreenings } from './keep-screenings.ts';
import { getScreening, listScreenings } from './queries.ts';
import { queueOf } from './run-screenings.ts';
import { explainLine, sampleRows } from './sample-rows.ts';
import { resultFile, screeningFolder } from './screening-files.ts';
import { startScreening } from './start-screening.ts';
import { BY_EMAIL, CONSENT, person, screeningFixture } from './testing.ts';

const fixture = screeningFixture();
let heed: Heed;
beforeAll(async () => {
  heed = await openTestHeed();
  await person(heed, [{ kind: 'email', value: 'yes@example.org' }], [CONSENT]);
});
afterAll(async () => {
  await queueOf(heed).stop();
  await heed.close();
  fixture.close();
});

const question = { ...BY_EMAIL, at: new Date(Date.now() + 3_600_000).toISOString() };
const start = (content: string) =>
  startScreening(heed, { file: fixture.list(content).file, question, actor: 'test' });
const SHORT = 'n,email\n1,yes@example.org\n2,no@example.org\n3,=cmd\n';
/** Long enough to be caught in the middle. */
const LONG = `email\n${Array.from({ length: 30_000 }, (_, i) => `p${i}@example.org\n`).join('')}`;
const folderOf = (id: string) => screeningFolder(heed, uuidOf('scr', id)!);

async function untilRunning(id: string): Promise<void> {
  while ((await getScreening(heed, id)).progress === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

it('screens an uploaded list and explains samples of each reason', async () => {
  const started = await start(SHORT);
  expect(started).toMatchObject({ status: 'queued', policy: 'cmp', summary: null, files_until: null });
  expect(statSync(folderOf(started.id)).mode & 0o777).toBe(0o700);
  await queueOf(heed).idle();
  const done = await getScreening(heed, started.id);
  expect(done).toMatchObject({
    status: 'done',
    summary: { counts: { allowed: 1, refused: 1, rejected: 1 } },
  });
  expect(readFileSync(await resultFile(heed, done.id, 'allowed.csv'), 'utf8')).toContain(
    '1,yes@example.org,dec_',
  );

  const [sample] = await sampleRows(heed, done.id, 'D_NO_CONSENT');
  expect(sample).toMatchObject({ line: 3, subject: null, decision: { reason: 'D_NO_CONSENT' } });
  expect(sample!.cells).toEqual([
    { column: 'n', value: '2' },
    { column: 'email', value: 'no@example.org' },
  ]);
  expect(readFileSync(await resultFile(heed, done.id, 'refused.csv'), 'utf8')).toContain(sample!.decision_id);
  expect(await explainLine(heed, done.id, 2)).toMatchObject({
    given: 'A_CONSENT',
    decision: { reason: 'A_CONSENT' },
  });
  await expect(explainLine(heed, done.id, 99)).rejects.toMatchObject({ code: 'UNKNOWN_DECISION' });
  await expect(resultFile(heed, done.id, '../list.csv')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('tells at once what is wrong with a list, and keeps nothing of it', async () => {
  const before = (await listScreenings(heed)).screenings.length;
  await expect(start('name\nA\n')).rejects.toMatchObject({ code: 'MISSING_COLUMN' });
  expect((await listScreenings(heed)).screenings).toHaveLength(before);
});

it('cancels a running screening and leaves none of its files', async () => {
  const { id } = await start(LONG);
  await untilRunning(id);
  expect(await cancelScreening(heed, id)).toMatchObject({ status: 'cancelled' });
  await queueOf(heed).idle();
  expect(await getScreening(heed, id)).toMatchObject({ status: 'cancelled', summary: null });
  expect(existsSync(folderOf(id))).toBe(false);
  expect(await cancelScreening(heed, id)).toMatchObject({ status: 'cancelled' });
});

it('waits for the list of a call that ended before it took it, and screens what the next try brings', async () => {
  const { file } = fixture.list(SHORT);
  const id = newUuid();
  const again = () => startScreening(heed, { file, question, actor: 'test', id });
  await again();
  await queueOf(heed).idle();
  await sql`update screening set status = 'queued', summary = null, progress = '{}' where id = ${id}`.execute(
    heed.db,
  );
  const folder = screeningFolder(heed, id);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  expect(await resumeScreenings(heed)).toBe(0);
  expect(await getScreening(heed, publicId('scr', id))).toMatchObject({ status: 'queued' });

  writeFileSync(file, SHORT);
  expect(await again()).toMatchObject({ status: 'queued' });
  await queueOf(heed).idle();
  const done = await getScreening(heed, publicId('scr', id));
  expect(done).toMatchObject({
    status: 'done',
    summary: { counts: { allowed: 1, refused: 1, rejected: 1 } },
  });
  // A further try of a finished call brings a list that nobody needs.
  writeFileSync(file, SHORT);
  expect(await again()).toEqual(done);
  expect(existsSync(file)).toBe(true);
});

it('goes on after a restart of the server', async () => {
  const { id } = await start(LONG);
  await untilRunning(id);
  await queueOf(heed).stop();
  expect(await getScreening(heed, id)).toMatchObject({ status: 'running' });
  expect(await resumeScreenings(heed)).toBe(1);
  await queueOf(heed).idle();
  expect(await getScreening(heed, id)).toMatchObject({
    status: 'done',
    summary: { counts: { rows: 30_000 } },
  });
});

it('removes lists and results when their time is over, and keeps the summary', async () => {
  const { id } = await start(SHORT);
  await queueOf(heed).idle();
  expect(await removeOldResults(heed)).toBe(0);
  await sql`update screening set files_until = now() - interval '1 minute' where id = ${uuidOf('scr', id)}::uuid`.execute(
    heed.db,
  );
  await (await keepScreenings(heed)).stop();
  expect(existsSync(folderOf(id))).toBe(false);
  await expect(resultFile(heed, id, 'allowed.csv')).rejects.toMatchObject({ code: 'RESULTS_REMOVED' });
  expect(await getScreening(heed, id)).toMatchObject({
    status: 'done',
    files_until: null,
    summary: { counts: { rows: 3 } },
  });
});

it('says what failed and keeps no file of it', async () => {
  const { id } = await start(SHORT);
  // The list changes between upload and run, which no caller can do.
  writeFileSync(join(folderOf(id), 'list.csv'), '');
  await queueOf(heed).idle();
  expect(await getScreening(heed, id)).toMatchObject({ status: 'failed', error: { code: 'BAD_LIST' } });
  expect(existsSync(folderOf(id))).toBe(false);
});
