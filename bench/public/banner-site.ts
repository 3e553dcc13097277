/** One page and a banner on it, on loopback, everything sent after brotli where the browser takes it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { bannerConfig } from '../../src/cookies/banner-config.ts';
import { bannerFiles } from '../../src/cookies/banner-files.ts';
import { snippet } from '../../src/cookies/snippet.ts';
import { packageRoot } from '../../src/paths.ts';
import { loadPolicies } from '../../src/policy/policies.ts';
import { comparedFolder } from './compared.ts';
import type { Contestant } from './contestants.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '': 'application/json',
  '.json': 'application/json',
};
const WORDS = '<p>A page with some words on it, as pages have, and one more sentence beside.</p>'.repeat(40);

export interface BannerSite {
  readonly address: string;
  /** Bytes after brotli of what the page was sent since it was opened, by kind, the page itself left out. */
  weigh(): { readonly code: number; readonly words: number };
  close(): Promise<void>;
}

/** Bundles an entry for use on a site, as its documentation says. */
async function bundle(entry: string): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { banner: join(comparedFolder, 'banners', entry) },
    outdir: '/built',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // Not as the project builds its own pages.
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'react' } },
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [`/${path.split(/[\\/]/).at(-1)}`, text]));
}

const page = (
  head: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}</head><body><main><h1>A page</h1>${WORDS}</main></body></html>`;

/** Serves a contestant, or Heed's own banner with the tags and files that Heed gives a site. */
export async function openSite(contestant: Contestant | 'heed'): Promise<BannerSite> {
  const files = new Map<string, { type: string; plain: Buffer; brotli: Buffer }>();
  const add = (path: string, content: string | Uint8Array) => {
    const plain = Buffer.from(content);
    files.set(path, { type: TYPES[extname(path)] ?? 'text/plain', plain, brotli: brotliCompressSync(plain) });
  };
  let sent = new Set<string>();
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    const file = files.get(path === '/' ? '/index.html' : path);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    if (path !== '/') sent.add(path);
    const packed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, {
      'Content-Type': file.type,
      'Access-Control-Allow-Origin': '*',
      ...(packed ? { 'Content-Encoding': 'br' } : {}),
    });
    response.end(packed ? file.brotli : file.plain);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  if (contestant === 'heed') {
    const policy = loadPolicies(join(packageRoot, 'policies')).get('cmp');
    const { hash, files: built } = bannerFiles();
    for (const [name, { bytes }] of Object.entries(built)) add(`/banner/${hash}/${name}`, bytes);
    add('/v1/banner/cmp.json', JSON.stringify(bannerConfig(policy, origin)));
    add('/index.html', page(snippet(policy, origin)));
  } else {
    const built = contestant.entry ? await bundle(contestant.entry) : {};
    for (const [path, text] of Object.entries(built)) add(path, text);
    for (const [path, text] of Object.entries(contestant.files ?? {})) add(path, text());
    const tags = [
      '/banner.css' in built ? '<link rel="stylesheet" href="/banner.css">' : '',
      '/banner.js' in built ? '<script defer src="/banner.js"></script>' : '',
      contestant.head ?? '',
    ];
    add('/index.html', page(tags.join('')));
  }
  return {
    address: `${origin}/`,
    weigh() {
      const paths = [...sent];
      sent = new Set();
      const sum = (code: boolean) =>
        paths
          .filter((path) => /\.(?:js|css)$/.test(path) === code)
          .reduce((bytes, path) => bytes + files.get(path)!.brotli.length, 0);
      return { code: sum(true), words: sum(false) };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
