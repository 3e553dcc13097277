// Bundles src/ into dist/ with esbuild. Runs in well under a second, so a checkout rebuilds whenever a source changed.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './ensure.mjs';

const out = join(root, 'dist');
const stamp = join(out, '.built');

/** Entry points: the command line, and every file that runs in a worker thread. */
function entryPoints() {
  const workers = readdirSync(join(root, 'src'), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.worker.ts'));
  return ['cli/heed.ts', ...workers].map((file) => join(root, 'src', file));
}

function newestSource() {
  let newest = 0;
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !entry.name.includes('.test.'))
      newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return newest;
}

/** Builds when dist/ is missing or older than a source; does nothing in an installed package, which ships dist/. */
export async function ensureBuilt() {
  if (!existsSync(join(root, 'src', 'cli'))) return;
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newestSource()) return;
  await build();
}

export async function build() {
  const { build: esbuild } = await import('esbuild');
  rmSync(out, { recursive: true, force: true });
  await esbuild({
    entryPoints: entryPoints(),
    outdir: out,
    entryNames: '[name]',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: true,
    logLevel: 'warning',
  });
  writeFileSync(stamp, '');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
