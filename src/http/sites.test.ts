import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Heed } from '../heed.ts';
import { claimDue } from '../mail/outbox.ts';
import { writeMail } from '../mail/write-mail.ts';
import { withSites } from '../policy/sites.ts';
import { makeLink } from '../preferences/make-link.ts';
import { requestLink } from '../preferences/request-link.ts';
import { subscriber } from '../preferences/testing/links.ts';
import { createApp } from './app.ts';
import type { HttpApp } from './env.ts';
import { openTestServer, type TestServer } from './testing/production.ts';

const SITE = 'https://privacy.example.org';
const ALL = 'https://heed.example.com';

let server: TestServer;
let heed: Heed;
let app: HttpApp;
let behindProxy: HttpApp;
beforeAll(async () => {
  server = await openTestServer();
  heed = { ...server.heed, policies: withSites(server.heed.policies, [`cmp=${SITE}`]) };
  app = createApp(heed, { origin: ALL });
  behindProxy = createApp(heed, { origin: ALL, rateLimits: { trustProxy: true } });
});
afterAll(() => server.heed.close());

const ask = (url: string, headers: Record<string, string> = {}, of = app) =>
  of.request(url, { headers: { Accept: 'text/html', ...headers } });

/** Addresses of this site that a page links, loads or posts to. */
const addresses = (html: string) =>
  [...html.matchAll(/ (?:href|action|src)="(\/[^"]*)"/g)].map(([, path]) => path!);

describe('a policy at a host name of its own', () => {
  it.each([
    '/notice',
    '/',
    '/notice/versions',
    '/notice/versions/2026-11-01',
    '/notice/changes',
    '/documents/california-notice',
    '/forms',
    '/forms/newsletter',
    '/preferences',
    '/cookies',
  ])('serves %s without its id, and links without it', async (path) => {
    const response = await ask(SITE + path);
    expect(response.status).toBe(200);
    const found = addresses(await response.text());
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((address) => /^\/(?:cmp|institute)(?:\/|$)/.test(address))).toEqual([]);
  });

  it('goes on serving addresses with the id, which stand in older mail', async () => {
    expect((await ask(`${SITE}/cmp/notice`)).status).toBe(200);
  });

  it('stands behind the element that an organisation puts into its own pages', async () => {
    const page = await (await ask(`${ALL}/cmp/forms/newsletter/snippet`)).text();
    expect(page).toContain(`&lt;a href=&quot;${SITE}/forms/newsletter&quot;&gt;`);
  });

  it('has no other policy, and no pages of staff', async () => {
    for (const path of ['/institute/notice', '/subjects', '/sign-in', '/screenings', '/cookies/snippet']) {
      const response = await ask(SITE + path);
      expect(response.status, path).toBe(404);
    }
  });

  it('has nothing at an address that starts like another host, and links no other host there', async () => {
    for (const path of ['//[', '//evil.example.net/notice']) {
      const response = await ask(SITE + path);
      expect(response.status, path).toBe(404);
      expect(await response.text(), path).not.toMatch(/href="(?:https?:)?\/\//);
    }
  });

  it('writes its host into feeds, links and mail', async () => {
    const feed = await (await ask(`${SITE}/notice/changes.atom`)).text();
    expect(feed).toContain(`href="${SITE}/notice/changes.atom"`);
    expect(feed).not.toContain('/cmp/');
    const recipient = { kind: 'email', value: 'someone@example.org' } as const;
    const links = await makeLink(heed, { policy: 'cmp', identifier: recipient }, ALL);
    expect(links.stop_url).toMatch(/^https:\/\/privacy\.example\.org\/stop\//);
    expect(links.preferences_url).toMatch(/^https:\/\/privacy\.example\.org\/preferences\//);
    expect((await makeLink(heed, { policy: 'institute', identifier: recipient }, ALL)).stop_url).toMatch(
      /^https:\/\/heed\.example\.com\/institute\/stop\//,
    );
    expect((await ask(links.stop_url)).status).toBe(200);
  });

  it('is what a mail links, whatever address sends it', async () => {
    const email = 'reader@example.org';
    await subscriber(server.heed, email);
    await requestLink(heed, { policy: 'cmp', email });
    const [due] = await claimDue(heed, 1);
    const mail = await writeMail(heed, due!, ALL);
    const [link] = /https?:\S+/.exec(mail!.text) ?? [];
    expect(link).toMatch(/^https:\/\/privacy\.example\.org\/preferences\/[\w.-]+$/);
    expect((await ask(link!)).status).toBe(200);
  });

  it('takes one-click stops and forms that come from its own pages, and from nowhere else', async () => {
    const recipient = { kind: 'email', value: 'stopper@example.org' } as const;
    const { stop_url } = await makeLink(heed, { policy: 'cmp', identifier: recipient }, ALL);
    const stop = await app.request(stop_url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(stop.status).toBe(200);

    const page = await ask(`${SITE}/cookies`);
    const cookie = page.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    const html = await page.text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
    const send = (origin: string) =>
      app.request(`${SITE}/cookies`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin, Cookie: cookie },
        body: new URLSearchParams(
          Object.fromEntries(
            ['_token', 'id', 'hash', 'wording']
              .map((name) => [name, field(name)])
              .concat([['all', 'refuse']]),
          ),
        ).toString(),
      });
    expect((await send('https://evil.example.net')).status).toBe(403);
    const saved = await send(SITE);
    expect([saved.status, saved.headers.get('Location')]).toEqual([303, '/cookies?saved=yes']);
  });
});

describe('hosts that are not configured', () => {
  it.each([
    'https://evil.example.net',
    'https://privacy.example.org.evil.example.net',
    'https://xprivacy.example.org',
    'https://privacy.example.org:8443',
    ALL,
  ])('%s serves what it always did', async (origin) => {
    expect((await ask(`${origin}/cmp/notice`)).status).toBe(200);
    expect((await ask(`${origin}/notice`)).status).not.toBe(200);
    const feed = await (await ask(`${origin}/cmp/notice/changes.atom`)).text();
    expect(feed).toContain(`${SITE === origin ? SITE : ALL}/cmp/notice/changes.atom`);
    expect(feed).not.toContain('evil');
  });

  it('takes a host that a proxy names only where the proxy is trusted', async () => {
    const asked = (headers: Record<string, string>, of: HttpApp) => ask(`${ALL}/notice`, headers, of);
    expect((await asked({ 'X-Forwarded-Host': 'privacy.example.org' }, app)).status).not.toBe(200);
    expect((await asked({ 'X-Forwarded-Host': 'privacy.example.org' }, behindProxy)).status).toBe(200);
    expect(
      (await asked({ 'X-Forwarded-Host': 'evil.example.net, privacy.example.org' }, behindProxy)).status,
    ).toBe(200);
    for (const host of ['privacy.example.org, evil.example.net', 'evil.example.net', '', 'a b', '[', '//x'])
      expect((await asked({ 'X-Forwarded-Host': host }, behindProxy)).status, host).not.toBe(200);
  });
});

it.each([
  ['cmp', /names no site/],
  ['cmp=privacy.example.org', /names no site/],
  ['cmp=ftp://privacy.example.org', /names no site/],
  ['cmp=https://privacy.example.org/path', /names no site/],
  ['nobody=https://privacy.example.org', /no policy "nobody"/],
])('refuses the site %s', (site, message) => {
  expect(() => withSites(server.heed.policies, [site])).toThrow(message);
});

it('refuses two policies at one host, and one policy at two', () => {
  for (const second of [
    `institute=${SITE}`,
    'cmp=https://other.example.org',
    'ics=https://privacy.example.org',
  ])
    expect(() => withSites(server.heed.policies, [`cmp=${SITE}`, second])).toThrow(/a second time/);
});
