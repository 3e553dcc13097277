// Bundles src/ into dist/ with esbuild. Runs in well under a second, so a checkout rebuilds whenever a source changed.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
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
  for (const folder of ['src', 'packages/banner/src', 'packages/form/src']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !entry.name.includes('.test.'))
        newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
    }
  }
  return newest;
}

/** Builds when dist/ is missing or older than a source; does nothing in an installed package, which ships dist/. */
export async function ensureBuilt() {
  if (!existsSync(join(root, 'src', 'cli'))) return;
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newestSource()) return;
  await build();
}

/** Chunks of earlier builds stay this long, for processes that still run and load them when they need them. */
const KEEP_MS = 24 * 60 * 60 * 1000;

export async function build(keepMs = KEEP_MS) {
  const { build: esbuild } = await import('esbuild');
  const { buildBanner } = await import('../packages/banner/build.mjs');
  const { buildForm } = await import('../packages/form/build.mjs');
  await Promise.all([buildBanner(), buildForm()]);
  const chunks = join(out, 'chunks');
  mkdirSync(chunks, { recursive: true });
  const next = mkdtempSync(join(out, '.next-'));
  let fresh = new Set();
  try {
    await esbuild({
      entryPoints: entryPoints(),
      outdir: next,
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
    fresh = new Set(readdirSync(join(next, 'chunks')));
    // Chunks carry their hash in the name, so they go first and the entry points that name them follow: whoever
    // starts meanwhile finds a whole build, the old one or the new one.
    for (const file of fresh) renameSync(join(next, 'chunks', file), join(chunks, file));
    for (const entry of readdirSync(next, { withFileTypes: true }))
      if (entry.isFile()) renameSync(join(next, entry.name), join(out, entry.name));
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  for (const file of readdirSync(chunks))
    if (!fresh.has(file) && Date.now() - statSync(join(chunks, file)).mtimeMs > keepMs)
      rmSync(join(chunks, file), { force: true });
  writeFileSync(stamp, '');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  // A package ships one build alone.
  await build(process.argv.includes('--clean') ? -1 : KEEP_MS);
