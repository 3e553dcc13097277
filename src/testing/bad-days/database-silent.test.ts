import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePlace, type Place } from '../places.ts';
import { type DatabaseProxy, startProxy } from './proxy.ts';
import { type ServerProcess, startServing } from './server.ts';

let place: Place;
let proxy: DatabaseProxy;
let server: ServerProcess;
beforeAll(async () => {
  place = await makePlace('postgres');
  proxy = await startProxy(place.options.env!.DATABASE_URL!);
  const env = { ...place.options.env, DATABASE_URL: proxy.url };
  server = await startServing({ ...place, options: { env } });
});
afterAll(async () => {
  proxy.mode = 'pass';
  await server?.stop();
  proxy?.close();
  await place?.drop();
});

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

/** What a call was answered, and after how many seconds. */
async function timed(call: Promise<Response>) {
  const began = performance.now();
  const answer = await call;
  const { code, title } = (await answer.json()) as { code?: string; title?: string };
  return { status: answer.status, code, title, seconds: (performance.now() - began) / 1000 };
}

it('answers in time while the database says nothing, at once after the first, and works again by itself', async () => {
  expect((await write('before-silence')).status).toBe(201);
  proxy.mode = 'silent';
  const keys = Array.from({ length: 25 }, (_, i) => `silence-${i}`);
  const answers = await Promise.all(keys.map((key) => timed(write(key))));
  for (const answer of answers) {
    expect([503, answer.code]).toEqual([
      answer.status,
      expect.stringMatching(/^(STORE_UNAVAILABLE|OUTCOME_UNKNOWN)$/),
    ]);
    expect(answer.seconds).toBeLessThan(30);
  }
  const next = await timed(write('silence-later'));
  expect(next).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
  // Finding out that it is silent takes longer.
  expect(next.seconds).toBeLessThan(10);
  expect(await timed(server.call('/readyz'))).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
  // The process itself is well, and says so to whoever sends a key along.
  const alive = await timed(server.call('/healthz'));
  expect(alive).toMatchObject({ status: 200 });
  expect(alive.seconds).toBeLessThan(10);

  proxy.mode = 'pass';
  await expect.poll(async () => (await server.call('/readyz')).status, { timeout: 30_000 }).toBe(200);
  for (const key of [...keys, 'silence-later'])
    expect([key, (await write(key)).status < 300]).toEqual([key, true]);
}, 180_000);

it.each([
  'cut after commit',
  'cut before commit',
] as const)('does not say that nothing was changed when the connection is %s, and tells on repeating', async (mode) => {
  const key = mode.replaceAll(' ', '-');
  expect((await write(`${key}-first`)).status).toBe(201);
  proxy.mode = mode;
  const answer = await timed(write(key));
  expect(proxy.mode).toBe('pass');
  expect(answer).toMatchObject({ status: 503, code: 'OUTCOME_UNKNOWN' });
  expect(answer.title).not.toContain('nothing was changed');

  const again = await write(key);
  expect(again.status).toBe(mode === 'cut after commit' ? 200 : 201);
  const { fact } = (await again.json()) as { fact: string };
  const third = await write(key);
  expect([third.headers.get('Idempotency-Replayed'), await third.json()]).toMatchObject(['true', { fact }]);
  const heed = await place.open();
  try {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from fact f
      join identifier i on i.subject = f.subject
      where i.hash = ${heed.vault.hash('cmp', 'email', `${key}@example.org`)} and f.type = 'objection'`.execute(
      heed.db,
    );
    expect(rows).toEqual([{ n: 1 }]);
  } finally {
    await heed.close();
  }
});

it('takes a form in once when the connection is cut after its commit, and gives its reference on repeating', async () => {
  const handIn = () =>
    server.call(
      '/v1/forms/cmp/contact/submissions',
      { fields: { email: 'cut-form@example.org', message: 'Where is your office?' } },
      { 'Idempotency-Key': 'cut-form-0001' },
    );
  proxy.mode = 'cut after commit';
  expect(await timed(handIn())).toMatchObject({ status: 503, code: 'OUTCOME_UNKNOWN' });
  const again = await handIn();
  const { reference, added } = (await again.json()) as { reference: string; added: boolean };
  expect([again.status, added]).toEqual([200, false]);
  const heed = await place.open();
  try {
    const { rows } = await sql`select reference from form_submission`.execute(heed.db);
    expect(rows).toEqual([{ reference }]);
  } finally {
    await heed.close();
  }
});
