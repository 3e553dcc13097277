import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetUrl } from './assets.ts';
import { pickEncoding } from './compress.ts';
import { openTestServer, type TestServer } from './testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.heed.close());

const get = (path: string, encoding?: string) =>
  server.app.request(path, {
    headers: { Accept: 'text/html', ...(encoding ? { 'Accept-Encoding': encoding } : {}) },
  });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

it.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['BR;q=0.1', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br;q=0, *', 'gzip'],
  ['identity', undefined],
  ['*;q=0', undefined],
])('takes from "%s" %s', (header, encoding) => {
  expect(pickEncoding(header)).toBe(encoding);
});

describe('what everybody may keep', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('travels as %s and comes out the same', async (encoding, unpack) => {
    for (const path of ['/cmp/notice', assetUrl('base.css'), '/cmp/notice/changes.atom']) {
      const plain = await bytes(await get(path));
      const packed = await get(path, encoding);
      expect([packed.headers.get('Content-Encoding'), packed.headers.get('Vary')], path).toEqual([
        encoding,
        expect.stringContaining('Accept-Encoding'),
      ]);
      const sent = await bytes(packed);
      expect(unpack(sent).equals(plain), path).toBe(true);
      expect(sent.length, path).toBeLessThan(plain.length / 2);
    }
  });

  it('makes the heaviest public page weigh at most 60 kB with its styles', async () => {
    let sum = 0;
    const html = brotliDecompressSync(await bytes(await get('/cmp/notice', 'br'))).toString();
    const files = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href!);
    expect(files.length).toBeGreaterThan(3);
    for (const path of ['/cmp/notice', ...files]) sum += (await bytes(await get(path, 'br'))).length;
    expect(sum).toBeLessThan(60_000);
  });
});

it('sends pages with a token in them as they are', async () => {
  for (const path of ['/sign-in', '/cmp/preferences', '/cmp/forms/newsletter']) {
    const page = await get(path, 'br, gzip');
    expect([page.status, page.headers.get('Content-Encoding')], path).toEqual([200, null]);
  }
});
