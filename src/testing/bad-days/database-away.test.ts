import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKeyText } from '../../db/load-keys.ts';
import { findServer, type OpenServer, openServer } from '../../db/server/open-server.ts';
import type { Place } from '../places.ts';
import { contactList } from './lists.ts';
import { type ServerProcess, startServing } from './server.ts';

let folder: string;
let database: OpenServer;
let server: ServerProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-bad-days-away-'));
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'database'), { mode: 0o711 });
  chmodSync(join(folder, 'database'), 0o711);
  database = await openServer(join(folder, 'database'));
  const env = { HEED_MASTER_KEY: newKeyText(), HEED_INDEX_KEY: newKeyText(), DATABASE_URL: database.url };
  server = await startServing({
    args: ['--data', join(folder, 'data')],
    options: { env },
  } as unknown as Place);
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const status = async (path: string) => (await server.call(path)).status;
const write = (key: string) =>
  server.call(
    '/v1/facts',
    {
      policy: 'cmp',
      identifier: { kind: 'email', value: `${key}@example.org` },
      fact: { type: 'objection', at: '2026-03-01T10:00:00Z' },
    },
    { 'Idempotency-Key': key },
  );

it('answers that the database is away, and works again when it is back, without a restart', async () => {
  expect((await write('before-away')).status).toBe(201);
  const list = await server.call(
    '/v1/screenings?policy=cmp&channel=email&purpose=direct_marketing&country=GB',
    contactList('screened', 60_000),
    { 'Content-Type': 'text/csv', 'Idempotency-Key': randomUUID() },
  );
  expect(list.status).toBe(202);
  const { id } = (await list.json()) as { id: string };

  // Writers are at work when it goes.
  let going = true;
  const answers = new Map<string, number>();
  const writer = async (n: number) => {
    for (let i = 0; going; i++) answers.set(`w-${n}-${i}-away`, (await write(`w-${n}-${i}-away`)).status);
  };
  const writers = [0, 1, 2, 3].map(writer);
  await expect.poll(() => answers.size, { timeout: 20_000 }).toBeGreaterThan(10);
  process.kill(findServer(join(folder, 'database'))!.pid, 'SIGQUIT');
  await expect
    .poll(() => [...answers.values()].filter((one) => one === 503).length, { timeout: 20_000 })
    .toBeGreaterThan(4);
  going = false;
  await Promise.all(writers);
  expect(new Set(answers.values())).toEqual(new Set([201, 503]));

  expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
  const readiness = await fetch(`${server.base}/readyz`);
  expect([readiness.status, await readiness.json()]).toMatchObject([503, { code: 'STORE_UNAVAILABLE' }]);
  const refused = await write('while-away');
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'STORE_UNAVAILABLE' }]);

  const back = await openServer(join(folder, 'database'));
  expect(back.url).toBe(database.url);
  await database.close();
  database = back;
  await expect.poll(() => status('/readyz'), { timeout: 20_000 }).toBe(200);
  // Every client that repeats its call under its key gets an answer now.
  for (const [key, answer] of answers) {
    const again = await write(key);
    expect([key, again.status < 300]).toEqual([key, true]);
    // 200: the fact was there, but the database went away before its answer could be kept for the repeat.
    if (answer === 201)
      expect([key, again.status === 200 || again.headers.get('Idempotency-Replayed') === 'true']).toEqual([
        key,
        true,
      ]);
  }
  await expect
    .poll(
      async () => ((await (await server.call(`/v1/screenings/${id}`)).json()) as { status: string }).status,
      {
        timeout: 60_000,
      },
    )
    .toBe('done');
}, 120_000);
