import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseSubject } from '../../../contacts/erase-subject.ts';
import { knownFacts } from '../../../facts/known-facts.ts';
import { reason, subscriber, tokens } from '../../../preferences/testing/links.ts';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: 'https://privacy.example.org' });
});
afterAll(() => server.heed.close());

const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };
/** Sends what a mailbox provider sends: no cookie, no origin, nothing of a browser. */
const press = (path: string, body: URLSearchParams | FormData = new URLSearchParams(ONE_CLICK)) =>
  server.app.request(path, { method: 'POST', body });
const multipart = () => {
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  return form;
};

it.each([
  ['a form', 'one@example.org', () => new URLSearchParams(ONE_CLICK)],
  ['multipart', 'two@example.org', multipart],
])('stops at one POST as %s, without cookie, sign-in or redirect (RFC 8058)', async (_, email, body) => {
  await subscriber(server.heed, email);
  const { stop } = await tokens(server.heed, email);
  const response = await press(`/cmp/stop/${stop}`, body());
  expect(response.status).toBe(200);
  expect(response.headers.get('Set-Cookie')).toBeNull();
  expect(await reason(server.heed, email)).toBe('D_UNSUBSCRIBED');
});

it('changes nothing when somebody looks, however they do', async () => {
  const subject = await subscriber(server.heed, 'scanned@example.org');
  const { stop, preferences } = await tokens(server.heed, 'scanned@example.org');
  const before = await knownFacts(server.heed, subject);
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
    for (const path of [`/cmp/stop/${stop}`, `/cmp/stop/${stop}/undo`, `/cmp/preferences/${preferences}`])
      await server.app.request(path, { method });
  expect(await knownFacts(server.heed, subject)).toEqual(before);
  const page = await server.app.request(`/cmp/stop/${stop}`);
  expect(page.status).toBe(200);
  expect((await page.text()).match(/<button/g)).toHaveLength(1);
});

it('follows every link of every page it finds and changes nothing, as scanners do', async () => {
  const subject = await subscriber(server.heed, 'crawled@example.org');
  const { stop, preferences } = await tokens(server.heed, 'crawled@example.org');
  const before = await knownFacts(server.heed, subject);
  const seen = new Set<string>();
  const queue = [`/cmp/stop/${stop}`, `/cmp/preferences/${preferences}`];
  while (queue.length > 0 && seen.size < 60) {
    const path = queue.pop()!;
    if (seen.has(path)) continue;
    seen.add(path);
    const response = await server.app.request(path);
    const html = await response.text();
    // Scanners try the address of a form as well.
    for (const [, next] of html.matchAll(/(?:href|action)="(\/[^"#?]*)/g)) queue.push(next!);
  }
  expect(seen.size).toBeGreaterThan(5);
  expect(await knownFacts(server.heed, subject)).toEqual(before);
  expect(await reason(server.heed, 'crawled@example.org')).toBe('A_CONSENT');
});

it('answers alike for somebody known, unknown and erased', async () => {
  const subject = await subscriber(server.heed, 'alike@example.org');
  const links = [
    await tokens(server.heed, 'alike@example.org'),
    await tokens(server.heed, 'never@example.org'),
  ];
  const erased = await subscriber(server.heed, 'erased@example.org');
  links.push(await tokens(server.heed, 'erased@example.org'));
  await eraseSubject(server.heed, { policy: 'cmp', subject: erased, actor: 'test' });
  const pages = await Promise.all(
    links.map(async ({ stop }) => {
      const response = await press(`/cmp/stop/${stop}`);
      return [response.status, (await response.text()).replaceAll(stop, 'TOKEN')];
    }),
  );
  expect(pages[1]).toEqual(pages[0]);
  expect(pages[2]).toEqual(pages[0]);
  expect(await knownFacts(server.heed, subject)).toContainEqual(
    expect.objectContaining({ type: 'unsubscribe' }),
  );
});

it('takes no forged, cut, foreign or misused link, and says no more than that', async () => {
  await subscriber(server.heed, 'forged@example.org');
  const { stop, preferences } = await tokens(server.heed, 'forged@example.org');
  const wrong = [
    `/cmp/stop/${stop.slice(0, -1)}`,
    `/cmp/stop/${stop.slice(0, 40)}`,
    `/cmp/stop/${stop.slice(0, 30)}${stop[30] === 'A' ? 'B' : 'A'}${stop.slice(31)}`,
    `/cmp/stop/${stop}A`,
    `/institute/stop/${stop}`,
    `/nobody/stop/${stop}`,
    `/cmp/stop/${preferences}`,
    '/cmp/stop/AAAA',
  ];
  for (const path of wrong) {
    const response = await press(path);
    expect(response.status, path).toBe(404);
    expect((await server.app.request(path)).status, path).toBe(404);
  }
  expect(await reason(server.heed, 'forged@example.org')).toBe('A_CONSENT');
});

it('wants the body that RFC 8058 sends', async () => {
  await subscriber(server.heed, 'body@example.org');
  const { stop } = await tokens(server.heed, 'body@example.org');
  expect((await press(`/cmp/stop/${stop}`, new URLSearchParams({ other: 'x' }))).status).toBe(422);
  expect(await reason(server.heed, 'body@example.org')).toBe('A_CONSENT');
});

it('logs neither link nor address', async () => {
  await subscriber(server.heed, 'logged@example.org');
  const { stop, preferences } = await tokens(server.heed, 'logged@example.org');
  await press(`/cmp/stop/${stop}`);
  await server.app.request(`/cmp/preferences/${preferences}`);
  expect(server.logged()).toContain('/stop/');
  for (const secret of [stop, preferences, 'logged@example.org'])
    expect(server.logged()).not.toContain(secret);
});

it('gives senders the header values over the API', async () => {
  const key = await server.key('facts:write');
  const json = { policy: 'cmp', identifier: { kind: 'email', value: 'api@example.org' }, topic: 'events' };
  const response = await server.send('POST', '/v1/links', { key, json });
  expect(response.status).toBe(200);
  const made = (await response.json()) as Record<string, string>;
  expect(made.list_unsubscribe).toMatch(/^<https:\/\/privacy\.example\.org\/cmp\/stop\/[A-Za-z0-9_-]+>$/);
  expect(made.list_unsubscribe_post).toBe('List-Unsubscribe=One-Click');
  const path = new URL(made.list_unsubscribe!.slice(1, -1)).pathname;
  expect((await press(path)).status).toBe(200);
  expect((await server.send('POST', '/v1/links', { key, json: { ...json, topic: 'nothing' } })).status).toBe(
    422,
  );
  expect((await server.send('POST', '/v1/links', { json })).status).toBe(401);
});
