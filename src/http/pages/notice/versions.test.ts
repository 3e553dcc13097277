import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesBetween } from '../../../notices/changes-between.ts';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: 'https://privacy.example.org' });
});
afterAll(() => server.heed.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  server.app.request(path, { headers: { Accept: 'text/html', ...headers } });
const html = async (path: string, headers?: Record<string, string>) => {
  const response = await get(path, headers);
  expect(response.status, path).toBe(200);
  return response.text();
};
const policies = ['cmp', 'institute'] as const;
const current = (id: string) => server.heed.policies.get(id).data.policy.version;

describe.each(policies)('versions of %s', (id) => {
  it('are listed, latest first, each at its own address, with a feed', async () => {
    const page = await html(`/${id}/notice/versions`);
    const links = [...page.matchAll(/href="(\/[a-z]+\/notice\/versions\/[^"]+)"/g)].map(([, href]) => href);
    expect(links).toEqual([`/${id}/notice/versions/${current(id)}`, `/${id}/notice/versions/2026-11-01`]);
    expect(page).toContain(
      `<link rel="alternate" type="application/atom+xml" href="/${id}/notice/changes.atom"`,
    );
    for (const link of links) await html(link!);
  });

  it('stay as they were published, word for word', async () => {
    const policy = server.heed.policies.get(id);
    const page = await html(`/${id}/notice/versions/2026-11-01`);
    expect(page).toContain('1 November 2026');
    expect(page).toContain(`${id}@2026-11-01`);
    expect(page).toContain('This is a former version.');
    expect(page).toContain(`https://privacy.example.org/${id}/notice/versions/2026-11-01`);
    expect(page).not.toMatch(/\{\{|\}\}/);
    const kept = await server.heed.versions.read(policy, '2026-11-01');
    expect(kept.texts.get('notice.en.md')).toContain('In force since 1 November 2026');
  });

  it('keep their documents', async () => {
    const page = await html(`/${id}/notice/versions/2026-11-01`);
    const documents = [...page.matchAll(/href="([^"]*\/versions\/2026-11-01\/documents\/[^"]+)"/g)];
    expect(documents.length).toBeGreaterThan(0);
    for (const [, href] of documents)
      expect(await html(href!)).toContain(`href="/${id}/notice/versions/2026-11-01"`);
  });

  it('show the version in force as the notice shows it', async () => {
    const fixed = await html(`/${id}/notice/versions/${current(id)}`);
    expect(fixed).toContain('This is the version in force.');
    const article = (page: string) =>
      [...page.matchAll(/<span class="promise"[^>]*>([^<]*)/g)].map(([, text]) => text);
    expect(article(fixed)).toEqual(article(await html(`/${id}/notice`)));
    expect(article(fixed).length).toBeGreaterThan(10);
  });

  it('can be compared by a plain form, the last two when nothing is asked', async () => {
    const page = await html(`/${id}/notice/changes`);
    expect(page).toContain('From the version of 1 November 2026');
    expect(page).toMatch(/<form method="get" action="\/[a-z]+\/notice\/changes"/);
    expect(page).toContain('<option value="2026-11-01" selected="">');
    expect(page).toMatch(/<del><span class="govuk-visually-hidden">\[removed: <\/span>[^<]+<span/);
    expect(page).toMatch(/<ins><span class="govuk-visually-hidden">\[added: <\/span>[^<]+<span/);
    expect(await html(`/${id}/notice/changes?from=2026-11-01&to=2026-11-01`)).toContain(
      'These two versions say and do the same.',
    );
  });

  it('tell in French what is done differently', async () => {
    const page = await html(`/${id}/notice/changes?from=2026-11-01&to=2026-11-22&lang=fr`);
    expect(page).toContain('<h2>Ce qui est fait autrement</h2>');
    expect(page).toContain('«\u00a0Paiements et factures\u00a0», point de départ\u00a0: auparavant');
    const versions = { from: '2026-11-01', to: '2026-11-22', language: 'fr' };
    const { changes } = await changesBetween(server.heed, server.heed.policies.get(id), versions);
    expect(changes?.map(({ group }) => group)).toContain('Durées de conservation');
  });

  it.each([
    'versions/2026-11-02',
    'versions/2026-11-01/documents/no-such',
    'versions/..%2f..%2fpolicy.yaml',
    'versions/2026-11-01%00',
    'changes?from=2026-11-02',
    'changes?to=%3Cscript%3E',
    'changes?from=2026-11-01&to=__proto__',
  ])('has nothing at %s', async (path) => {
    const response = await get(`/${id}/notice/${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('<script>');
  });
});

it('is open to everybody and may be kept by anybody', async () => {
  for (const path of ['versions', 'versions/2026-11-01', 'changes', 'changes.atom']) {
    const response = await get(`/ics/notice/${path}`);
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'public, max-age=300']);
  }
  expect((await get('/nobody/notice/versions')).status).toBe(404);
  expect((await get('/nobody/notice/changes.atom')).status).toBe(404);
});

describe('the feed', () => {
  const entries = (xml: string) => [...xml.matchAll(/<entry>.*?<\/entry>/gs)].map(([entry]) => entry);
  const ids = (xml: string) => [...xml.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);

  it('names every version with the addresses that the public uses', async () => {
    const response = await get('/cmp/notice/changes.atom');
    expect(response.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8');
    const xml = await response.text();
    expect(entries(xml)).toHaveLength(2);
    expect(xml).toContain(
      '<link rel="self" type="application/atom+xml" href="https://privacy.example.org/cmp/notice/changes.atom"/>',
    );
    expect(entries(xml)[1]).toContain('href="https://privacy.example.org/cmp/notice/versions/2026-11-01"');
    expect(entries(xml)[1]).toContain('<updated>2026-11-01T00:00:00Z</updated>');
    expect(entries(xml)[0]).toContain('/cmp/notice/changes?from=2026-11-01&amp;to=');
  });

  it('keeps its ids on another host, and gives every policy its own', async () => {
    const other = await openTestServer({ origin: 'https://elsewhere.example.com' });
    try {
      const [here, there, institute] = await Promise.all([
        (await get('/cmp/notice/changes.atom')).text(),
        (await other.app.request('/cmp/notice/changes.atom')).text(),
        (await get('/institute/notice/changes.atom')).text(),
      ]);
      expect(ids(there)).toEqual(ids(here));
      expect(new Set([...ids(here), ...ids(institute)]).size).toBe(6);
      for (const id of ids(here)) expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    } finally {
      await other.heed.close();
    }
  });
});
