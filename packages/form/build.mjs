// Builds dist/heed-form.js. Fails when it grew over its limit.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { writeBuilt } from '../../scripts/write-built.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const file = join(folder, 'dist', 'heed-form.js');

/** Bytes after brotli. */
const LIMIT = 4096;

export async function buildForm() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'src', 'heed-form.ts')],
    outfile: file,
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  const weight = brotliCompressSync(outputFiles[0].contents).length;
  if (weight > LIMIT)
    throw new Error(`heed-form.js weighs ${weight} bytes after brotli; ${LIMIT} is the limit`);
  writeBuilt(outputFiles);
  return weight;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(`heed-form.js  ${await buildForm()} of ${LIMIT} bytes after brotli`);
