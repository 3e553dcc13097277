import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BannerConfig } from '../../../packages/banner/src/config.ts';
import { addFact } from '../../facts/add-fact.ts';
import { openTestServer, type TestServer } from '../testing/production.ts';

const SITE = 'https://www.customermanagementpractice.com';
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.heed.close());

async function choice() {
  const config = (await (await server.app.request('/v1/banner/cmp.json')).json()) as BannerConfig;
  const denied = config.categories
    .filter(({ necessary }) => !necessary)
    .flatMap(({ services }) => services.map(({ id }) => id));
  const { hash, wording } = config;
  return {
    id: randomUUID(),
    policy: 'cmp',
    hash,
    wording,
    granted: [],
    denied,
    method: 'refuse_all',
    region: 'GB',
  };
}
const send = (json: unknown, origin: string = SITE) =>
  server.send('POST', '/v1/cookie-consents', { json, headers: { Origin: origin } });

describe('the banner', () => {
  it('is read by anybody, from any site, and sent again only when it changed', async () => {
    const first = await server.app.request('/v1/banner/institute.json', { headers: { Origin: SITE } });
    expect(first.status).toBe(200);
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe(SITE);
    const etag = first.headers.get('ETag')!;
    const second = await server.app.request('/v1/banner/institute.json', {
      headers: { 'If-None-Match': etag },
    });
    expect(second.status).toBe(304);
    expect((await server.app.request('/v1/banner/nobody.json')).status).toBe(422);
  });

  it('comes with files that never change under one address', async () => {
    const page = await server.send('GET', '/cmp/cookies/snippet', { key: await server.key('policies:read') });
    const html = await page.text();
    const [, path] = /(\/banner\/[0-9a-f]{16}\/guard\.js)/.exec(html)!;
    const file = await server.app.request(path!);
    expect(file.headers.get('Cache-Control')).toContain('immutable');
    expect(file.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect((await server.app.request('/banner/0000000000000000/guard.js')).status).toBe(404);
    expect((await server.app.request(path!.replace('guard.js', 'constructor'))).status).toBe(404);
  });
});

describe('a choice', () => {
  it('is recorded from a website of the policy, without a key, and answered with a receipt', async () => {
    const input = await choice();
    const first = await send(input);
    expect(first.status).toBe(201);
    const receipt = await first.json();
    expect(receipt).toMatchObject({ id: input.id, site: SITE, signature: { algorithm: 'Ed25519' } });
    const again = await send(input);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(receipt);
    const gone = await server.send('POST', '/v1/cookie-consents/forget', {
      json: receipt,
      headers: { Origin: SITE },
    });
    expect(gone.status).toBe(204);
  });

  it('is refused from anywhere else', async () => {
    expect((await send(await choice(), 'https://evil.example.net')).status).toBe(403);
    expect((await server.send('POST', '/v1/cookie-consents', { json: await choice() })).status).toBe(403);
  });

  it('is preflighted', async () => {
    const answer = await server.app.request('/v1/cookie-consents', {
      method: 'OPTIONS',
      headers: {
        Origin: SITE,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('POST');
  });

  it('is linked to a person with a key only, and shown to an access request with its words', async () => {
    const input = await choice();
    await send(input);
    const { subject } = await addFact(
      server.heed,
      {
        policy: 'cmp',
        identifier: { kind: 'email', value: 'ada@example.org' },
        fact: { type: 'enquiry', at: '2026-01-01T00:00:00Z' },
      } as never,
      'test',
    );
    const link = { policy: 'cmp', consent: input.id, subject };
    expect((await server.send('POST', '/v1/cookie-consents/links', { json: link })).status).toBe(401);
    const key = await server.key('facts:write', 'subjects:read');
    const headers = { 'Idempotency-Key': randomUUID() };
    expect(
      (await server.send('POST', '/v1/cookie-consents/links', { json: link, key, headers })).status,
    ).toBe(200);
    const list = await server.send('GET', `/v1/cookie-consents?policy=cmp&subject=${subject}`, { key });
    const { consents } = (await list.json()) as {
      consents: { id: string; shown: { texts: { refuse: string } } }[];
    };
    expect(consents).toHaveLength(1);
    expect(consents[0]).toMatchObject({ id: input.id, shown: { texts: { refuse: 'Refuse all' } } });
  });

  it('leaves no address and no browser in the log', async () => {
    await server.send('POST', '/v1/cookie-consents', {
      json: await choice(),
      headers: { Origin: SITE, 'User-Agent': 'TellTale/9', 'X-Forwarded-For': '203.0.113.7' },
    });
    expect(server.logged()).not.toMatch(/TellTale|203\.0\.113\.7/);
  });
});

describe('the cookie page', () => {
  it('is a plain form that keeps a choice without JavaScript', async () => {
    const page = await server.app.request('/cmp/cookies');
    const html = await page.text();
    expect(html).not.toContain('<script');
    expect(page.headers.get('Set-Cookie')).toBe(null);
    const fields = Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const post = (more: Record<string, string>) =>
      server.app.request('/cmp/cookies', {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://localhost' },
        body: new URLSearchParams({ ...fields, ...more }).toString(),
      });
    const saved = await post({ 'allow:youtube': 'yes' });
    expect(saved.status).toBe(303);
    const cookie = saved.headers.get('Set-Cookie')!;
    expect(cookie).toMatch(/^cmp_cookie_choice=[0-9a-f]{16}\.[0-9a-z]+\.youtube;/);
    const after = await server.app.request('/cmp/cookies', { headers: { Cookie: cookie.split(';')[0]! } });
    expect(await after.text()).toMatch(/name="allow:youtube"[^>]*checked/);
  });

  it('shows that a signal is honoured', async () => {
    const page = await server.app.request('/cmp/cookies', { headers: { 'Sec-GPC': '1' } });
    expect(await page.text()).toContain('We honour it');
  });
});
