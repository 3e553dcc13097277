import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { ASKING } from './testing/asking.ts';
import { once, openTestServer, type TestServer } from './testing/production.ts';

let server: TestServer;
let admin: string;
let reader: string;
beforeAll(async () => {
  server = await openTestServer();
  admin = await server.key('admin');
  reader = await server.key('decisions:read');
});
afterAll(() => server.heed.close());

const evaluate = (options: Parameters<TestServer['send']>[2]) =>
  server.send('POST', '/v1/decisions/evaluate', { key: reader, ...options });

describe('the ladder of a call', () => {
  it('refuses a call without a key and names the scheme', async () => {
    const response = await evaluate({ key: undefined, json: ASKING });
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="heed"');
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      type: '/reference#UNAUTHENTICATED',
      request_id: response.headers.get('X-Request-Id'),
    });
  });

  it('refuses a key without the scope, before it reads the body', async () => {
    const key = await server.key('policies:read');
    const response = await evaluate({ key, text: '{' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: 'FORBIDDEN',
      detail: expect.stringContaining('decisions:read'),
    });
  });

  it('lets a key with the scope, and an admin key, ask', async () => {
    for (const key of [reader, admin]) {
      const response = await evaluate({ key, json: ASKING });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ decision: 'allow', reason: 'A_CONSENT' });
    }
  });

  it('names every wrong field by a JSON Pointer', async () => {
    const response = await evaluate({
      json: { ...ASKING, at: 'tomorrow', facts: [{ type: 'wish', at: '2026-01-01T00:00:00Z' }] },
    });
    expect(response.status).toBe(422);
    const { code, errors } = (await response.json()) as { code: string; errors: { pointer: string }[] };
    expect(code).toBe('VALIDATION');
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/at', '/facts/0/type']);
  });

  it('tells an unknown policy from a wrong field', async () => {
    const response = await evaluate({ json: { ...ASKING, controller: { id: 'acme', policy: 'nobody' } } });
    expect(await response.json()).toMatchObject({ code: 'UNKNOWN_POLICY', status: 422 });
  });

  it('answers a batch in order, or not at all', async () => {
    const stopped = {
      ...ASKING,
      facts: [...ASKING.facts, { type: 'objection', at: '2026-04-01T00:00:00Z' }],
    };
    const batch = (requests: unknown[]) =>
      server.send('POST', '/v1/decisions/evaluate-batch', { key: reader, json: { requests } });
    const answered = (await (await batch([ASKING, stopped])).json()) as { data: { reason: string }[] };
    expect(answered.data.map(({ reason }) => reason)).toEqual(['A_CONSENT', 'D_OBJECTION']);
    const refused = await batch([ASKING, { ...ASKING, channel: 7 }]);
    expect(await refused.json()).toMatchObject({
      code: 'VALIDATION',
      errors: [{ pointer: '/requests/1/channel' }],
    });
    expect((await batch(Array.from({ length: 1001 }, () => ASKING))).status).toBe(422);
  });
});

describe('hostile bodies', () => {
  it.each([
    [
      'a prototype key',
      `{"__proto__":{"admin":true},${JSON.stringify(ASKING).slice(1)}`,
      400,
      'MALFORMED_JSON',
    ],
    ['a key given twice', `{"channel":"post",${JSON.stringify(ASKING).slice(1)}`, 400, 'MALFORMED_JSON'],
    ['deep nesting', '['.repeat(100_000), 400, 'MALFORMED_JSON'],
    ['torn JSON', '{"at":', 400, 'MALFORMED_JSON'],
    ['nothing', '', 400, 'MALFORMED_JSON'],
    ['null', 'null', 422, 'VALIDATION'],
    ['a list', '[]', 422, 'VALIDATION'],
    [
      'a number beyond doubles',
      JSON.stringify({ ...ASKING, subject: { age: 0 } }).replace('"age":0', '"age":1e999'),
      422,
      'VALIDATION',
    ],
    [
      'a body over 1 MiB',
      JSON.stringify({ ...ASKING, why: 'x'.repeat(1_100_000) }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['words for lists', JSON.stringify({ ...ASKING, facts: 'none' }), 422, 'VALIDATION'],
    [
      'ten thousand facts too many',
      JSON.stringify({ ...ASKING, facts: Array(10_001).fill({ type: 'sale' }) }),
      422,
      'VALIDATION',
    ],
  ])('refuses %s', async (_name, text, status, code) => {
    const response = await evaluate({ text });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it('leaves Object alone whatever a body says', async () => {
    await evaluate({ text: '{"constructor":{"prototype":{"admin":true}}}' });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('stops reading a body that lies about its length', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
        if (sent > 50_000_000) controller.close();
      },
    });
    const headers = {
      Authorization: `Bearer ${reader}`,
      'Content-Type': 'application/json',
      'Content-Length': '10',
    };
    const response = await server.app.request('/v1/decisions/evaluate', {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(2_000_000);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('takes JSON as JSON only, not as %j', async (type) => {
    const response = await evaluate({ text: JSON.stringify(ASKING), headers: { 'Content-Type': type } });
    expect(await response.json()).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 });
  });

  it('refuses bytes that are not UTF-8', async () => {
    const headers = { Authorization: `Bearer ${reader}`, 'Content-Type': 'application/json' };
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const response = await server.app.request('/v1/decisions/evaluate', { method: 'POST', body, headers });
    expect(await response.json()).toMatchObject({ code: 'MALFORMED_JSON' });
  });
});

describe('addresses and methods', () => {
  it('says which methods an address takes', async () => {
    const response = await server.send('PUT', '/v1/suppressions', { key: admin });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('POST');
    expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  });

  it('finds nothing where nothing is', async () => {
    const response = await server.send('GET', '/v1/nothing', { key: admin });
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  it('does not tell strangers which addresses exist', async () => {
    for (const path of ['/v1/nothing', '/v1/keys', '/metrics', '/openapi.json']) {
      const response = await server.send('GET', path);
      expect(response.status).toBe(401);
    }
  });
});

describe('headers of every response', () => {
  it.each(['/healthz', '/v1/nothing', '/sign-in'])('%s is inert, unframed and unsniffed', async (path) => {
    const { headers } = await server.app.request(path);
    const policy = headers.get('Content-Security-Policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Strict-Transport-Security')).toContain('max-age=');
    expect(headers.get('Permissions-Policy')).toContain('camera=()');
    expect(headers.get('X-Powered-By')).toBeNull();
  });
});

describe('demo mode', () => {
  it('needs no key, insists on no TLS, and answers on loopback names only', async () => {
    const demo = createApp({ ...server.heed, mode: 'demo' });
    const ask = (origin: string) =>
      demo.request(`${origin}/v1/decisions/evaluate`, {
        method: 'POST',
        body: JSON.stringify(ASKING),
        headers: { 'Content-Type': 'application/json' },
      });
    for (const origin of ['http://localhost:8080', 'http://127.0.0.1:9', 'http://[::1]:8080']) {
      const response = await ask(origin);
      expect(response.status).toBe(200);
      expect(response.headers.get('Strict-Transport-Security')).toBeNull();
    }
    for (const origin of [
      'http://rebound.example.org:8080',
      'http://127.0.0.1.example.org',
      'http://localhost.example.org',
    ]) {
      const response = await ask(origin);
      expect(response.status).toBe(421);
      expect(await response.json()).toMatchObject({ code: 'BAD_HOST' });
    }
  });
});

describe('logs and metrics', () => {
  it('hold nothing of what was asked or answered', async () => {
    const secret = 'priya.sample@example.org';
    await server.send('POST', '/v1/subjects/lookup', {
      key: admin,
      json: { policy: 'institute', identifier: { kind: 'email', value: secret } },
      headers: { 'X-Request-Id': 'priya-sample', 'User-Agent': `agent ${secret}` },
    });
    await server.send('GET', `/v1/nothing/${secret}?q=${secret}`, { key: admin });
    await server.send('POST', '/v1/subjects/lookup', { key: admin, text: `{"${secret}` });
    await server.send('POST', '/v1/keys', {
      key: admin,
      json: { name: secret, scopes: ['admin'] },
      headers: once(),
    });
    const metrics = await (await server.send('GET', '/metrics', { key: admin })).text();
    for (const text of [server.logged(), metrics]) {
      expect(text).not.toContain('priya');
      expect(text).not.toContain(admin);
    }
    const lines = server
      .logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-2)).toMatchObject({
      method: 'POST',
      route: '/v1/keys',
      status: 201,
      caller: expect.stringMatching(/^key_/),
    });
  });

  it('count decisions by effect and reason, and requests by route pattern', async () => {
    await evaluate({ json: { ...ASKING, facts: [] } });
    const metrics = await (
      await server.send('GET', '/metrics', { key: await server.key('metrics:read') })
    ).text();
    expect(metrics).toContain('heed_decisions_total{decision="deny",reason="D_NO_CONSENT"} 1');
    expect(metrics).toMatch(
      /heed_http_request_duration_seconds_count\{method="POST",route="\/v1\/decisions\/evaluate",status="200"\} \d+/,
    );
    expect(metrics).toContain('heed_event_loop_delay_seconds');
    expect((await server.send('GET', '/metrics', { key: reader })).status).toBe(403);
  });
});

describe('health', () => {
  it('answers without a key, and tells readiness from life', async () => {
    const draining = { active: false };
    const app = createApp(server.heed, { draining });
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await app.request('/readyz')).json()).toEqual({ status: 'ready' });
    draining.active = true;
    expect((await app.request('/healthz')).status).toBe(200);
    expect((await app.request('/readyz')).status).toBe(503);
  });

  it('is not ready when the database is away or behind', async () => {
    const gone = await openTestServer();
    await gone.heed.db
      .deleteFrom('migration' as never)
      .where('name' as never, '=', '0201_idempotency.sql' as never)
      .execute();
    expect((await gone.app.request('/readyz')).status).toBe(503);
    await gone.heed.close();
    const response = await gone.app.request('/readyz');
    expect(await response.json()).toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 });
    expect((await gone.app.request('/healthz')).status).toBe(200);
  });
});
