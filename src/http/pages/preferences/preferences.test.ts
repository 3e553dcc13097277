import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownFacts } from '../../../facts/known-facts.ts';
import { reason, subscriber, tokens } from '../../../preferences/testing/links.ts';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: 'https://privacy.example.org' });
});
afterAll(() => server.heed.close());

const BROWSER = {
  Origin: 'https://privacy.example.org',
  'Sec-Fetch-Site': 'same-origin',
  Accept: 'text/html',
};
const get = (path: string) => server.app.request(path, { headers: { Accept: 'text/html' } });
const formToken = async (path: string) =>
  /name="_token" value="([^"]+)"/.exec(await (await get(path)).text())![1]!;
async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = BROWSER) {
  const _token = await formToken(path);
  return server.app.request(path, {
    method: 'POST',
    body: new URLSearchParams({ _token, ...fields }),
    headers,
  });
}
const outbox = async () =>
  (await sql<{ template: string }>`select template from outbox order by created_at`.execute(server.heed.db))
    .rows;

it('needs no key and no cookie, keeps nothing in caches, and saves with a receipt that can be read again', async () => {
  await subscriber(server.heed, 'ann@example.org');
  const { preferences } = await tokens(server.heed, 'ann@example.org');
  const path = `/cmp/preferences/${preferences}`;
  const page = await get(path);
  expect(page.status).toBe(200);
  expect(page.headers.get('Cache-Control')).toBe('no-store');
  expect(page.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(await page.text()).not.toMatch(/ann@example|<script|href="\/subjects/);

  const saved = await post(path, {
    offered: 'email',
    shown: 'direct_marketing.email.events',
    'list:direct_marketing.email.training': 'yes',
  });
  expect(saved.status).toBe(303);
  const receipt = await get(saved.headers.get('Location')!);
  const text = await receipt.text();
  expect(text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/);
  expect(text).toContain('may email me about “Training courses”');
  expect(await reason(server.heed, 'ann@example.org', 'events')).toBe('D_WITHDRAWN');
  expect(await reason(server.heed, 'ann@example.org', 'training')).toBe('A_CONSENT');
});

it('takes no choices from another site, without the token of the page, or by a forged link', async () => {
  const subject = await subscriber(server.heed, 'bea@example.org');
  const { preferences, stop } = await tokens(server.heed, 'bea@example.org');
  const path = `/cmp/preferences/${preferences}`;
  const before = await knownFacts(server.heed, subject);
  const cross = { Origin: 'https://evil.example.org', 'Sec-Fetch-Site': 'cross-site' };
  expect((await post(path, { all: 'stop' }, cross)).status).toBe(403);
  const bare = await server.app.request(path, {
    method: 'POST',
    body: new URLSearchParams({ all: 'stop' }),
    headers: BROWSER,
  });
  expect(bare.status).toBe(403);
  for (const wrong of [stop, preferences.slice(0, -1), `${preferences}A`])
    expect((await get(`/cmp/preferences/${wrong}`)).status).toBe(404);
  expect((await get(`/institute/preferences/${preferences}`)).status).toBe(404);
  expect(await knownFacts(server.heed, subject)).toEqual(before);
});

it('gives the receipt of nobody else', async () => {
  await subscriber(server.heed, 'cat@example.org');
  await subscriber(server.heed, 'dee@example.org');
  const [cat, dee] = [
    await tokens(server.heed, 'cat@example.org'),
    await tokens(server.heed, 'dee@example.org'),
  ];
  const saved = await post(`/cmp/preferences/${cat.preferences}`, { all: 'stop' });
  const reference = saved.headers.get('Location')!.split('/').at(-1);
  expect((await get(`/cmp/preferences/${cat.preferences}/receipts/${reference}`)).status).toBe(200);
  expect((await get(`/cmp/preferences/${dee.preferences}/receipts/${reference}`)).status).toBe(404);
  expect((await get(`/cmp/preferences/${dee.preferences}/receipts/none`)).status).toBe(404);
});

it('answers the same, and does the same work, for an address that is known and one that is not', async () => {
  await subscriber(server.heed, 'eve@example.org');
  const ask = async (email: string) => {
    const response = await post('/cmp/preferences', { email });
    return [response.status, (await response.text()).replaceAll(email, '')];
  };
  const before = (await outbox()).length;
  const known = await ask('eve@example.org');
  const unknown = await ask('nobody.at.all@example.org');
  expect(unknown).toEqual(known);
  expect(known[0]).toBe(200);
  expect(await outbox()).toHaveLength(before + 2);
});

it('takes the same time for both, within what the machine varies by itself', async () => {
  const { requestLink } = await import('../../../preferences/request-link.ts');
  await subscriber(server.heed, 'timed@example.org');
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let i = 0; i < 120; i++)
    for (const kind of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const email = kind === 'known' ? 'timed@example.org' : `unknown${i}@example.org`;
      const start = performance.now();
      await requestLink(server.heed, { policy: 'cmp', email });
      times[kind].push(performance.now() - start);
    }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
  const [known, unknown] = [median(times.known), median(times.unknown)];
  expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) * 0.5 + 0.3);
});

it('mails one address few links, without telling, and refuses a client that asks for many', async () => {
  const limited = await openTestServer({ origin: 'https://privacy.example.org' });
  const page = await limited.app.request('/cmp/preferences');
  const _token = /name="_token" value="([^"]+)"/.exec(await page.text())![1]!;
  const ask = (email: string) =>
    limited.app.request('/cmp/preferences', {
      method: 'POST',
      body: new URLSearchParams({ _token, email }),
      headers: BROWSER,
    });
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push(await (await ask('often@example.org')).text());
  expect(new Set(answers).size).toBe(1);
  const { rows } = await sql<{ n: string }>`select count(*)::text as n from outbox`.execute(limited.heed.db);
  expect(rows[0]!.n).toBe('3');
  const statuses = [];
  for (let i = 0; i < 20; i++) statuses.push((await ask(`person${i}@example.org`)).status);
  expect(statuses.at(0)).toBe(200);
  expect(statuses.at(-1)).toBe(429);
  expect(limited.logged()).not.toMatch(/@example\.org/);
  await limited.heed.close();
});

it('says what is wrong with an address', async () => {
  const response = await post('/cmp/preferences', { email: '"><script>alert(1)</script>' });
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toContain('href="#email"');
  expect(html).not.toContain('<script>alert');
});
