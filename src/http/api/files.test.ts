import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { once, openTestServer, type TestServer } from '../testing/production.ts';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await openTestServer();
  key = await server.key('imports:write', 'registers:write', 'policies:read', 'screenings:write');
});
afterAll(() => server.heed.close());

const upload = (path: string, body: string | FormData, type?: string, headers = once()) =>
  server.app.request(path, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${key}`, ...(type ? { 'Content-Type': type } : {}), ...headers },
  });

const LIST =
  'E-mail,Name,Country\r\nann@example.org,Ann Example,GB\r\nbroken,Bo,GB\r\nann@example.org,Ann,GB\r\n';
const IMPORT = '/v1/imports?policy=institute&source=web-form';

it('imports a list, tells how it went, and gives the rejects', async () => {
  const response = await upload(IMPORT, LIST, 'text/csv');
  expect(response.status).toBe(200);
  const imported = (await response.json()) as { id: string };
  expect(imported).toMatchObject({ result: 'imported', rows: 3, counts: { created: 1, rejected: 1 } });
  const read = await server.send('GET', `/v1/imports/${imported.id}`, { key });
  expect(await read.json()).toMatchObject({
    id: imported.id,
    state: 'done',
    source: 'web-form',
    file_bytes: LIST.length,
  });
  const rejects = await server.send('GET', `/v1/imports/${imported.id}/rejects.csv`, { key });
  expect(rejects.headers.get('Content-Disposition')).toContain(`${imported.id}-rejects.csv`);
  const text = await rejects.text();
  expect(text.split('\r\n')[0]).toBe('line,column,reason');
  expect(text).toMatch(/^3,/m);
  expect(text).not.toContain('broken');
  expect(await readdir(join(server.heed.folder, 'uploads'))).toEqual([]);
});

it('takes the same list as a form, and changes nothing the second time', async () => {
  const form = new FormData();
  form.set('file', new File([LIST], 'contacts.csv', { type: 'text/csv' }));
  const response = await upload(IMPORT, form);
  expect(await response.json()).toMatchObject({ result: 'already_imported', counts: { created: 0 } });
});

it('repeats the answer under the same Idempotency-Key, and refuses another file under it', async () => {
  const headers = once();
  const list = LIST.replaceAll('ann', 'cy');
  const first = await upload(IMPORT, list, 'text/csv', headers);
  const again = await upload(IMPORT, list, 'text/csv', headers);
  expect(await again.text()).toBe(await first.text());
  expect((await upload(IMPORT, `${list}dee@example.org,Dee,GB\r\n`, 'text/csv', headers)).status).toBe(422);
});

it.each([
  [
    'a source that the policy refuses',
    '/v1/imports?policy=institute&source=scrape',
    LIST,
    'SOURCE_NOT_ALLOWED',
  ],
  [
    'a bought-in list without its purchase entry',
    '/v1/imports?policy=institute&source=bought-in-list',
    LIST,
    'LIST_NOT_REGISTERED',
  ],
  ['a list without any way to reach people', IMPORT, 'Colour\r\nblue\r\n', 'MISSING_COLUMN'],
  ['a policy that is none', '/v1/imports?policy=nobody&source=web-form', LIST, 'UNKNOWN_POLICY'],
  ['no source', '/v1/imports?policy=institute', LIST, 'VALIDATION'],
])('refuses %s', async (_name, path, body, code) => {
  const response = await upload(path, body, 'text/csv');
  expect(await response.json()).toMatchObject({ code, status: 422 });
});

it('finds an import by its id only', async () => {
  for (const id of ['imp_nothing', 'imp_01kat3v5t7q8w2e4r6y8s0h2j4'])
    expect((await server.send('GET', `/v1/imports/${id}`, { key })).status).toBe(404);
});

it('puts a register file in use, and keeps it when the next one is malformed', async () => {
  const file = ['02079460001', '02079460002', '07700900001']
    .map((number) => `${number.padEnd(12)}\r\n`)
    .join('');
  const loaded = await upload('/v1/registers/TPS?date=2026-11-20', file, 'text/plain');
  expect(await loaded.json()).toMatchObject({
    result: 'loaded',
    register: 'TPS',
    file_date: '2026-11-20',
    count: 3,
  });
  const torn = await upload('/v1/registers/TPS?date=2026-11-21', file.slice(0, 20), 'text/plain');
  expect(await torn.json()).toMatchObject({ code: 'BAD_REGISTER_FILE' });
  const status = await server.send('GET', '/v1/registers', { key });
  expect(await status.json()).toMatchObject({
    data: [{ register: 'TPS', file_date: '2026-11-20', count: 3 }],
  });
  expect((await upload('/v1/registers/XYZ?date=2026-11-21', file, 'text/plain')).status).toBe(422);
  expect((await upload('/v1/registers/TPS?date=yesterday', file, 'text/plain')).status).toBe(422);
});

it('finds the screening that a try before it started, when its answer was lost', async () => {
  const ask = '/v1/screenings?policy=institute&channel=email&purpose=direct_marketing&country=GB';
  const list = 'email\nann@example.org\n';
  const headers = once();
  const first = (await (await upload(ask, list, 'text/csv', headers)).json()) as { id: string };
  const { db } = server.heed;
  const lose = () => sql`update idempotency set response = null, owner = ''`.execute(db);
  await lose();
  expect(await (await upload(ask, list, 'text/csv', headers)).json()).toMatchObject({ id: first.id });
  const state = async () =>
    ((await (await server.send('GET', `/v1/screenings/${first.id}`, { key })).json()) as { status: string })
      .status;
  await expect.poll(state).toBe('done');
  await lose();
  expect(await (await upload(ask, list, 'text/csv', headers)).json()).toMatchObject({
    id: first.id,
    status: 'done',
  });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from screening`.execute(db);
  expect(rows).toEqual([{ n: 1 }]);
});

it('screens a list in the background and hands out the results, once they are there', async () => {
  const list = 'Name,E-mail\r\nAnn Example,ann@example.org\r\nNobody,nobody@example.org\r\n';
  const ask = '/v1/screenings?policy=institute&channel=email&purpose=direct_marketing&country=GB';
  const started = await upload(ask, list, 'text/csv');
  expect(started.status).toBe(202);
  const at = started.headers.get('Location')!;
  const done = await vi.waitFor(
    async () => {
      const screening = (await (await server.send('GET', at, { key })).json()) as { status: string };
      expect(screening.status).toBe('done');
      return screening;
    },
    { timeout: 20_000, interval: 100 },
  );
  expect(done).toMatchObject({ summary: { counts: { rows: 2, allowed: 0, refused: 2 } } });
  const refused = await server.send('GET', `${at}/refused.csv`, { key });
  expect(refused.headers.get('Content-Disposition')).toContain('refused.csv');
  expect(await refused.text()).toContain('D_');
  const summary = (await (await server.send('GET', `${at}/summary.json`, { key })).json()) as object;
  expect(summary).toMatchObject({ signature: { algorithm: 'Ed25519' } });
  const listed = (await (await server.send('GET', '/v1/screenings', { key })).json()) as {
    data: { id: string }[];
  };
  expect(`/v1/screenings/${listed.data[0]?.id}`).toBe(at);
  expect((await server.send('DELETE', at, { key })).status).toBe(200);
  expect(await (await server.send('GET', `${at}/allowed.csv`, { key })).json()).toMatchObject({
    code: 'RESULTS_REMOVED',
  });
});

it('tells at once what is wrong with a screening', async () => {
  const code = async (path: string, body: string) =>
    ((await (await upload(path, body, 'text/csv')).json()) as { code: string }).code;
  const ask = '/v1/screenings?policy=institute&purpose=direct_marketing';
  expect(await code(`${ask}&channel=email`, 'Colour\r\nblue\r\n')).toBe('MISSING_COLUMN');
  expect(await code(`${ask}&channel=pigeon`, LIST)).toBe('VALIDATION');
  expect((await server.send('GET', '/v1/screenings/scr_01kat3v5t7q8w2e4r6y8s0h2j4', { key })).status).toBe(
    404,
  );
  expect((await server.send('GET', '/v1/screenings/scr_x/secret.txt', { key })).status).toBe(422);
});
