import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { issueKey } from '../keys/issue-key.ts';
import { openTestServer, type TestServer } from '../testing/production.ts';
import { localPath } from './sign-in-page.tsx';

let server: TestServer;
let app: TestServer['app'];
let admin: string;
beforeAll(async () => {
  server = await openTestServer();
  admin = await server.key('admin');
});
beforeEach(() => {
  // A new app counts wrong keys afresh.
  app = createApp(server.heed);
});
afterAll(() => server.heed.close());

const ORIGIN = 'http://localhost';
const HTML = { Accept: 'text/html' };

/** Sends a form as a browser on the site does. */
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', ...HTML, ...headers },
  });

const tokenOf = (html: string) => /name="_token" value="([^"]+)"/.exec(html)![1]!;
const token = async (headers: Record<string, string> = {}) =>
  tokenOf(await (await app.request('/sign-in', { headers })).text());

async function signIn(key: string): Promise<string> {
  const response = await post('/sign-in', { _token: await token(), key });
  expect(response.status).toBe(303);
  return response.headers.get('Set-Cookie')!.split(';')[0]!;
}

describe('signing in', () => {
  it('exchanges a key for a cookie that scripts and other sites cannot use', async () => {
    const response = await post('/sign-in', { _token: await token(), key: admin, next: '/reference' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/reference');
    const cookie = response.headers.get('Set-Cookie')!;
    for (const part of ['__Host-heed=', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain(admin.slice(-20));
    const page = await app.request('/reference', { headers: { ...HTML, Cookie: cookie.split(';')[0]! } });
    expect(page.status).toBe(200);
  });

  it('sends a browser without a session to the form, and back afterwards', async () => {
    const response = await app.request('/reference', { headers: HTML });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/sign-in?next=%2Freference');
  });

  it('refuses a wrong key and shows the form again', async () => {
    const response = await post('/sign-in', { _token: await token(), key: `${admin.slice(0, -1)}!` });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('unknown, expired or revoked');
    expect(response.headers.get('Set-Cookie')).toBeNull();
  });

  it('ends when the key is revoked, at once', async () => {
    const { id, key } = await issueKey(server.heed, { name: 'Short', scopes: ['admin'] });
    const cookie = await signIn(key);
    expect((await app.request('/reference', { headers: { ...HTML, Cookie: cookie } })).status).toBe(200);
    await server.send('DELETE', `/v1/keys/${id}`, { key: admin });
    expect((await app.request('/reference', { headers: { ...HTML, Cookie: cookie } })).status).toBe(303);
  });

  it('takes no forged, torn or prolonged session', async () => {
    const cookie = await signIn(admin);
    const [id, nonce, expires, signature] = cookie.split('.');
    const forged = [
      `${id}.${nonce}.${Number(expires) + 1}.${signature}`,
      `${id}x.${nonce}.${expires}.${signature}`,
      `${id}.${nonce}.${expires}`,
      `${id}.${nonce}.${expires}.`,
      `${cookie}.x`,
      '__Host-heed=',
    ];
    for (const Cookie of forged)
      expect((await app.request('/reference', { headers: { ...HTML, Cookie } })).status).toBe(303);
  });

  it('never lets a cookie change anything over the API', async () => {
    const cookie = await signIn(admin);
    const headers = { Cookie: cookie, 'Content-Type': 'application/json', 'Idempotency-Key': 'cookie-0001' };
    const body = JSON.stringify({ name: 'Stolen', scopes: ['admin'] });
    expect((await app.request('/v1/keys', { method: 'POST', body, headers })).status).toBe(401);
    expect((await app.request('/v1/keys', { headers: { Cookie: cookie } })).status).toBe(200);
  });

  it('goes only to places on this site afterwards', () => {
    expect(localPath('/screenings/scr_1?sort=reason')).toBe('/screenings/scr_1?sort=reason');
    for (const next of [
      'https://example.org',
      '//example.org',
      '/\\example.org',
      'javascript:alert(1)',
      '/a\nb',
      undefined,
    ])
      expect(localPath(next)).toBe('/');
  });
});

describe('form posts', () => {
  it('need the token of their own session', async () => {
    const mine = await signIn(admin);
    const refused = await post('/sign-out', { _token: await token() }, { Cookie: mine });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('CSRF');
    expect((await post('/sign-out', {}, { Cookie: mine })).status).toBe(403);
  });

  it('from another site are refused even with a right token', async () => {
    const right = await token();
    const cross = { Origin: 'https://evil.example.org', 'Sec-Fetch-Site': 'cross-site' };
    expect((await post('/sign-in', { _token: right, key: admin }, cross)).status).toBe(403);
    const silent = await app.request('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ _token: right, key: admin }),
    });
    expect(silent.status).toBe(403);
    expect((await post('/sign-in', { _token: right, key: admin })).status).toBe(303);
  });

  it('must be forms', async () => {
    const response = await app.request('/sign-in', {
      method: 'POST',
      body: JSON.stringify({ key: admin }),
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(response.status).toBe(415);
  });
});

describe('wrong keys', () => {
  it.each([
    ['no scheme', (key: string) => key],
    ['another scheme', (key: string) => `Basic ${key}`],
    ['a secret cut short', (key: string) => `Bearer ${key.slice(0, -1)}`],
    ['another secret', (key: string) => `Bearer ${key.slice(0, -4)}AAAA`],
    ['another id', (key: string) => `Bearer ${key.replace(/^heed_.{4}/, 'heed_7zzz')}`],
    ['nothing', () => 'Bearer '],
  ])('are refused: %s', async (_name, header) => {
    const response = await app.request('/v1/keys', { headers: { Authorization: header(admin) } });
    expect(response.status).toBe(401);
  });

  it('revoke themselves, and no other without the scope admin', async () => {
    const { heed, send } = server;
    const [one, two] = [
      await issueKey(heed, { name: 'One', scopes: ['decisions:read'] }),
      await issueKey(heed, { name: 'Two', scopes: ['decisions:read'] }),
    ];
    expect((await send('DELETE', `/v1/keys/${two.id}`, { key: one.key })).status).toBe(403);
    expect((await send('DELETE', `/v1/keys/${one.id}`, { key: one.key })).status).toBe(200);
    expect((await send('DELETE', `/v1/keys/${one.id}`, { key: one.key })).status).toBe(401);
    expect((await send('DELETE', `/v1/keys/${two.id}`, { key: two.key })).status).toBe(200);
  });

  it('are refused once revoked or past their end', async () => {
    const expired = await issueKey(server.heed, {
      name: 'Old',
      scopes: ['admin'],
      expires_at: '2020-01-01T00:00:00Z',
    });
    const revoked = await issueKey(server.heed, { name: 'Gone', scopes: ['admin'] });
    await server.send('DELETE', `/v1/keys/${revoked.id}`, { key: admin });
    for (const { key } of [expired, revoked])
      expect((await app.request('/v1/keys', { headers: { Authorization: `Bearer ${key}` } })).status).toBe(
        401,
      );
  });

  it('lock their address out for a while, right keys included', async () => {
    const limited = createApp(server.heed, { rateLimits: { wrongKeysPerMinute: 3 } });
    const ask = (key: string) => limited.request('/v1/keys', { headers: { Authorization: `Bearer ${key}` } });
    for (let i = 0; i < 3; i++) expect((await ask('heed_wrong')).status).toBe(401);
    const response = await ask(admin);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
  });
});
