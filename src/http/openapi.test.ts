import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';
import { openApiDocument, openApiText } from './openapi.ts';
import { openTestServer, type TestServer } from './testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ mode: 'demo' });
});
afterAll(() => server.heed.close());

describe('openapi.json', () => {
  // After a change of the API: vitest run src/http/openapi.test.ts --update
  it('is committed as generated', async () => {
    await expect(openApiText(server.app)).toMatchFileSnapshot(join(packageRoot, 'openapi.json'));
  });

  it('is served, with an ETag that saves sending it again', async () => {
    const first = await server.app.request('/openapi.json');
    expect(await first.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Heed' } });
    const etag = first.headers.get('ETag')!;
    const second = await server.app.request('/openapi.json', { headers: { 'If-None-Match': etag } });
    expect(second.status).toBe(304);
  });

  it('describes every /v1 route that is served', () => {
    const served = server.app.routes
      .filter(({ path, method }) => path.startsWith('/v1/') && method !== 'ALL')
      .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = Object.entries(openApiDocument(server.app).paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(served)].sort()).toEqual(described.sort());
  });

  it('asks for an Idempotency-Key on every POST that writes, and for a key on every call', () => {
    const document = openApiDocument(server.app);
    expect(document.security).toEqual([{ key: [] }]);
    const asking = Object.entries(document.paths ?? {})
      .filter(
        ([, item]) => item.post && !JSON.stringify(item.post.parameters ?? []).includes('idempotency-key'),
      )
      .map(([path]) => path);
    // The rest only ask; repeating them asks again.
    expect(asking.sort()).toEqual([
      // A choice carries an id of its own, made by the browser, and forgetting twice is forgetting once.
      '/v1/cookie-consents',
      '/v1/cookie-consents/forget',
      '/v1/decisions',
      '/v1/decisions/evaluate',
      '/v1/decisions/evaluate-batch',
      '/v1/decisions/{id}/replay',
      // The challenge of the page makes two presses one submission.
      '/v1/embedded-forms/{policy}/{form}',
      '/v1/links',
      '/v1/subjects/lookup',
      '/v1/suppressions/check',
    ]);
  });

  it('keeps personal identifiers out of addresses', () => {
    const parameters = Object.values(openApiDocument(server.app).paths ?? {}).flatMap((item) =>
      [item.get, item.post, item.delete].flatMap((operation) => operation?.parameters ?? []),
    );
    const names = parameters.map((parameter) => ('name' in parameter ? parameter.name : ''));
    // `map.email` names the heading of a column, not an address.
    expect(names.filter((name) => /^(?!map\.).*(email|phone|address|identifier|value)/.test(name))).toEqual(
      [],
    );
  });
});

describe('the reference page', () => {
  it('shows every call with a command to try, and every error', async () => {
    const page = await (await server.app.request('/reference')).text();
    for (const path of Object.keys(openApiDocument(server.app).paths ?? {})) expect(page).toContain(path);
    expect(page).toContain('id="IDEMPOTENCY_KEY_REUSED"');
    expect(page).not.toContain('<script');
  });
});
