import { afterAll, beforeAll, expect, it } from 'vitest';
import { factVersionPath } from '../../../notices/addresses.ts';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: 'https://privacy.example.org' });
});
afterAll(() => server.heed.close());

const get = (path: string) => server.app.request(path, { headers: { Accept: 'text/html' } });
const fixed = (id: string) => `/${id}/notice/versions/${server.heed.policies.get(id).data.policy.version}`;

it('every page that collects data links the fixed page of the notice in force', async () => {
  for (const { id, data } of server.heed.policies.list()) {
    const pages = [
      ...data.forms.forms.filter(({ kind }) => kind === 'web').map((form) => `/${id}/forms/${form.id}`),
      `/${id}/preferences`,
      `/${id}/cookies`,
    ];
    expect(pages.length).toBeGreaterThan(4);
    for (const path of pages) {
      const page = await get(path);
      expect(page.status, path).toBe(200);
      expect(await page.text(), path).toContain(`href="${fixed(id)}"`);
    }
    expect((await get(fixed(id))).status).toBe(200);
  }
});

it('the cookie banner links it as well', async () => {
  const banner = (await (await server.send('GET', '/v1/banner/cmp.json')).json()) as { notice: string };
  expect(banner.notice).toBe(`https://privacy.example.org${fixed('cmp')}`);
});

it('takes from a fact only versions of its own policy', () => {
  expect(factVersionPath('cmp', 'cmp@2026-11-01')).toBe('/cmp/notice/versions/2026-11-01');
  expect(factVersionPath('cmp', 'cmp@2026-11-01.2')).toBe('/cmp/notice/versions/2026-11-01.2');
  for (const other of [null, 'institute@2026-11-01', 'cmp@latest', 'paper of 2019', 'cmp@2026-11-01/../x'])
    expect(factVersionPath('cmp', other)).toBeUndefined();
});
