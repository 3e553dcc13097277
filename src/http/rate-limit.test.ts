import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from './testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ rateLimits: { perMinute: 5 } });
});
afterAll(() => server.heed.close());

describe('rate limits', () => {
  it('tell what is left, then refuse and say when to come back', async () => {
    const key = await server.key('policies:read');
    const ask = () => server.send('GET', '/v1/policies', { key });
    const first = await ask();
    expect(first.headers.get('RateLimit-Policy')).toBe('"default";q=5;w=60');
    expect(first.headers.get('RateLimit')).toMatch(/^"default";r=4;t=\d+$/);
    for (let i = 0; i < 4; i++) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('RateLimit')).toMatch(/^"default";r=0;t=\d+$/);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('count each key for itself', async () => {
    const key = await server.key('policies:read');
    expect((await server.send('GET', '/v1/policies', { key })).status).toBe(200);
  });
});
