import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from './testing/production.ts';

const ASKING = {
  at: '2026-09-01T10:00:00+01:00',
  controller: { id: 'acme', country: 'GB', policy: 'law' },
  subject: { country: 'GB', tz: 'Europe/London', subscriber: 'individual' },
  channel: 'email',
  purpose: 'direct_marketing',
  facts: [
    {
      type: 'consent',
      at: '2026-03-02T09:00:00Z',
      channels: ['email'],
      purposes: ['direct_marketing'],
      method: 'unticked_box',
    },
  ],
};

describe('the ladder of a call', () => {
  let server: TestServer;
  let reader: string;
  beforeAll(async () => {
    server = await openTestServer();
    reader = await server.key('decisions:read');
  });
  afterAll(() => server.heed.close());

  it('refuses a call without a key and names the scheme', async () => {
    const response = await server.send('POST', '/v1/decisions/evaluate', { json: ASKING });
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="heed"');
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      type: '/reference#UNAUTHENTICATED',
    });
  });

  it('refuses a key without the scope, before it reads the body', async () => {
    const key = await server.key('policies:read');
    const response = await server.send('POST', '/v1/decisions/evaluate', { key, text: '{' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: 'FORBIDDEN',
      detail: expect.stringContaining('decisions:read'),
    });
  });

  it('lets an admin key make every call', async () => {
    const key = await server.key('admin');
    const response = await server.send('POST', '/v1/decisions/evaluate', { key, json: ASKING });
    expect(response.status).toBe(200);
  });

  it('answers with the decision', async () => {
    const response = await server.send('POST', '/v1/decisions/evaluate', { key: reader, json: ASKING });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ decision: 'allow', reason: 'A_CONSENT' });
  });
});
