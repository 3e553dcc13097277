import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { Hono } from 'hono';
import { packageRoot } from '../paths.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

interface Assets {
  /** Digest over every name and content, so that files may refer to each other by relative address. */
  readonly hash: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

let loaded: Assets | undefined;

/** Reads the asset folder once; it is small and never changes while the process runs. */
function assets(): Assets {
  if (loaded) return loaded;
  const folder = join(packageRoot, 'src', 'ui', 'assets');
  const files = new Map<string, Buffer>();
  const digest = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !(extname(entry.name) in CONTENT_TYPES)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), readFileSync(path));
  }
  for (const name of [...files.keys()].sort()) digest.update(`${name}\0`).update(files.get(name)!);
  loaded = { hash: digest.digest('hex').slice(0, 16), files };
  return loaded;
}

/** As `assetUrl`, or undefined when there is no such file: for pages that must be sent whatever is missing. */
export function findAssetUrl(name: string): string | undefined {
  return assets().files.has(name) ? assetUrl(name) : undefined;
}

/**
 * The address of a file in `src/ui/assets`, such as `assetUrl('heed.css')`. It changes with the content, so that
 * browsers may keep it for ever.
 *
 * @throws Error when there is no such file: a page must not name a missing one.
 */
export function assetUrl(name: string): string {
  const { hash, files } = assets();
  if (!files.has(name)) throw new Error(`There is no asset called ${name}`);
  return `/assets/${hash}/${name}`;
}

/** Serves `/assets/<hash>/<file>`. An old hash is not found: it would be another content under an eternal address. */
export function assetRoutes(): Hono {
  const app = new Hono();
  app.get('/assets/:hash/:file{.+}', (c) => {
    const { hash, files } = assets();
    const name = c.req.param('file');
    const file = c.req.param('hash') === hash ? files.get(name) : undefined;
    if (!file) return c.notFound();
    c.header('Content-Type', CONTENT_TYPES[extname(name)]!);
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(new Uint8Array(file));
  });
  return app;
}
