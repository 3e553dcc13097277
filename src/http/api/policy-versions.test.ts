import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../testing/production.ts';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await openTestServer();
  key = await server.key('policies:read');
});
afterAll(() => server.heed.close());

// biome-ignore lint/suspicious/noExplicitAny: bodies of three calls
async function get(path: string, status = 200): Promise<any> {
  const response = await server.send('GET', `/v1/policies/${path}`, { key });
  expect(response.status, path).toBe(status);
  return response.json();
}

it('lists versions by id and alias, oldest first', async () => {
  const { data } = await get('ics/versions');
  expect(data).toEqual((await get('institute/versions')).data);
  expect(data[0]).toMatchObject({ policy: 'institute', version: '2026-11-01', published_on: '2026-11-01' });
  expect(data.filter(({ in_force }: { in_force: boolean }) => in_force)).toHaveLength(1);
  expect(data.at(-1).in_force).toBe(true);
});

it('gives a version with its texts as they were published', async () => {
  const version = await get('cmp/versions/2026-11-01');
  expect(version).toMatchObject({ policy: 'cmp', version: '2026-11-01', in_force: false });
  expect(version.texts.map(({ name }: { name: string }) => name)).toEqual([
    'notice.en.md',
    'documents/california-notice.en.md',
  ]);
  expect(version.texts[0].markdown).toContain('In force since 1 November 2026 as version cmp@2026-11-01.');
  expect(version.texts[0].markdown).not.toContain('{CMP-');
});

it('compares the last two versions, and any two', async () => {
  const last = await get('cmp/changes');
  const fewer = [expect.stringMatching(/^A new contact rule: .*under 16/)];
  expect(last).toMatchObject({ from: '2026-11-01', effect: { more: [], fewer, other: [] } });
  expect(last.texts.map(({ name }: { name: string }) => name)).toContain('notice.en.md');
  expect(await get('cmp/changes?from=2026-11-01&to=2026-11-01')).toMatchObject({
    material: false,
    changes: [],
    texts: [],
  });
});

it('refuses what is not there', async () => {
  expect(await get('cmp/versions/2026-11-02', 404)).toMatchObject({ code: 'UNKNOWN_VERSION' });
  expect(await get('cmp/changes?from=2026-11-02', 404)).toMatchObject({ code: 'UNKNOWN_VERSION' });
  expect(await get('nobody/versions', 422)).toMatchObject({ code: 'UNKNOWN_POLICY' });
  const other = await server.key('decisions:write');
  expect((await server.send('GET', '/v1/policies/cmp/versions', { key: other })).status).toBe(403);
});
