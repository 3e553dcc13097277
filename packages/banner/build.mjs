// Builds dist/ and prints what each file weighs. Fails when the guard, or all of it, grew over its limit.
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { writeBuilt } from '../../scripts/write-built.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const dist = join(folder, 'dist');

/** Limits in bytes after brotli. */
const GUARD = 4096;
const TOGETHER = 12_288;

export async function buildBanner() {
  const { build } = await import('esbuild');
  const common = { bundle: true, minify: true, target: 'es2022', logLevel: 'warning', write: false };
  const builds = await Promise.all([
    build({
      ...common,
      entryPoints: ['guard.ts', 'banner.ts', 'banner.css'].map((name) => join(folder, 'src', name)),
      format: 'iife',
      outdir: dist,
    }),
    build({
      ...common,
      entryPoints: ['index.ts', 'react.ts'].map((name) => join(folder, 'src', name)),
      format: 'esm',
      external: ['react'],
      outdir: dist,
    }),
  ]);
  const outputs = builds.flatMap(({ outputFiles }) => outputFiles);
  const files = ['guard.js', 'banner.js', 'banner.css'].map((name) => {
    const bytes = outputs.find(({ path }) => basename(path) === name).contents;
    return {
      name,
      bytes: bytes.length,
      brotli: brotliCompressSync(bytes).length,
      integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
    };
  });
  const integrity = Object.fromEntries(files.map((one) => [one.name, one.integrity]));
  writeBuilt([
    ...outputs,
    { path: join(dist, 'integrity.json'), contents: Buffer.from(`${JSON.stringify(integrity, null, 2)}\n`) },
  ]);
  const together = files.reduce((sum, { brotli }) => sum + brotli, 0);
  if (files[0].brotli > GUARD)
    throw new Error(`guard.js weighs ${files[0].brotli} bytes after brotli; ${GUARD} is the limit`);
  if (together > TOGETHER)
    throw new Error(`The banner weighs ${together} bytes after brotli; ${TOGETHER} is the limit`);
  return { files, together };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { files, together } = await buildBanner();
  for (const { name, bytes, brotli, integrity } of files)
    console.log(
      `${name.padEnd(12)} ${String(bytes).padStart(6)} bytes, ${String(brotli).padStart(5)} after brotli  ${integrity}`,
    );
  console.log(
    `${'together'.padEnd(26)} ${String(together).padStart(5)} of ${TOGETHER}; the guard may take ${GUARD}`,
  );
  const { execFileSync } = await import('node:child_process');
  const tsc = join(folder, '..', '..', 'node_modules', '.bin', 'tsc');
  execFileSync(
    tsc,
    ['-p', folder, '--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--outDir', dist],
    { stdio: 'inherit' },
  );
}
