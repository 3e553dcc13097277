import { afterAll, beforeAll, expect, it } from 'vitest';
import { dateWords } from '../../../texts/format.ts';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.heed.close());

const page = (path: string) => server.app.request(path, { headers: { Accept: 'text/html' } });

it.each([
  'cmp',
  'institute',
])('every document of %s is linked from its notice and open to everybody', async (policy) => {
  const notice = await (await page(`/${policy}/notice`)).text();
  const { documents } = server.heed.policies.get(policy).data.requests;
  expect(documents.length).toBeGreaterThan(0);
  for (const { id, title } of documents) {
    expect(notice).toContain(`<a href="/${policy}/documents/${id}">${title}</a>`);
    const response = await page(`/${policy}/documents/${id}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('public');
    const html = await response.text();
    expect(html).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`));
    expect(html).not.toMatch(/\{\{|\}\}/);
    expect(html).toContain(`href="/${policy}/notice"`);
    expect(html).toContain(`<code>${server.heed.policies.get(policy).version}</code>`);
  }
});

it('fills the California notice with the periods that Heed keeps', async () => {
  const html = await (await page('/cmp/documents/california-notice')).text();
  expect(html).toContain('<table');
  expect(html).toContain('Customer Management Practice');
});

it('says when the California notice was last brought up to date (11 CCR 7011(e)(4))', async () => {
  const { documents } = server.heed.policies.get('cmp').data.requests;
  const { reviewed } = documents.find(({ id }) => id === 'california-notice')!;
  expect(reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const html = await (await page('/cmp/documents/california-notice')).text();
  expect(html).toContain(`Last brought up to date on ${dateWords(reviewed!, 'en')}.`);
});

it('knows a policy by its alias, and has nothing else', async () => {
  expect((await page('/ics/documents/access-form')).status).toBe(200);
  expect((await page('/ics/documents/california-notice')).status).toBe(404);
  expect((await page('/nobody/documents/access-form')).status).toBe(404);
});
