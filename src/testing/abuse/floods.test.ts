import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PICTURE } from '../../forms/testing.ts';
import { openTestServer, type TestServer } from '../../http/testing/production.ts';
import { hidden, ORIGIN, post, worked } from './visitor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: ORIGIN });
});
afterAll(() => server.heed.close());

const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(server.heed.db))
    .rows[0]!.n;

it('mails one address three links an hour and takes twenty requests of one client', async () => {
  const { app } = server;
  const token = hidden(await (await app.request('/cmp/preferences')).text());
  const ask = (email: string) => post(app, '/cmp/preferences', { ...token, email });
  const texts = new Set<string>();
  for (let i = 0; i < 8; i++) texts.add(await (await ask(' Ann@Example.org ')).text());
  expect(texts.size).toBe(1);
  expect(await count('outbox')).toBe(3);
  const statuses: number[] = [];
  for (let i = 0; i < 16; i++) statuses.push((await ask(`n${i}@example.org`)).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  expect(await count('outbox')).toBe(3 + 12);
});

it('takes sixty forms an hour of one client', async () => {
  const { app } = server;
  const path = '/cmp/forms/newsletter';
  const statuses: number[] = [];
  for (let i = 0; i < 63; i++) {
    const fields = { email: `flood${i}@example.org`, country: 'GB', step: 'check' };
    const check = await (await post(app, path, fields)).text();
    statuses.push((await post(app, path, worked(hidden(check)))).status);
  }
  expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
  expect(statuses.slice(60)).toEqual([429, 429, 429]);
  expect(await count('form_submission')).toBe(60);
});

it('holds thirty files an hour of one client', async () => {
  const { app } = server;
  const statuses: number[] = [];
  for (let i = 0; i < 33; i++) {
    const body = new FormData();
    body.set('profile-photo', new Blob([new Uint8Array(PICTURE)]), 'me.png');
    statuses.push((await app.request('/cmp/forms/join-digital-service', { method: 'POST', body })).status);
  }
  expect(statuses.slice(30)).toEqual([429, 429, 429]);
  const { rows } = await sql`select distinct id from form_upload`.execute(server.heed.db);
  expect(rows).toHaveLength(30);
});
