import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ListSource } from '../../csv/open-list.ts';
import { HeedError } from '../../errors.ts';

const DAY = 86_400_000;

/**
 * Gives the work a file that can be read twice: a list that arrives as a stream is put into a private file of the data
 * folder, which goes as soon as the work ends. One that a killed process left behind goes a day later.
 */
export async function withFile<T>(
  source: ListSource,
  folder: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (typeof source === 'string') return work(source);
  const spool = join(folder, 'imports');
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(spool))
    if (Date.now() - statSync(join(spool, name)).mtimeMs > DAY) rmSync(join(spool, name), { force: true });
  const path = join(spool, `${randomUUID()}.csv`);
  try {
    await pipeline(Readable.from(source), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    return await work(path);
  } finally {
    rmSync(path, { force: true });
  }
}

/** SHA-256 (hex) and size of a file. Throws `BAD_LIST` when it cannot be read. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (error) {
    throw new HeedError('BAD_LIST', `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  return { sha256: hash.digest('hex'), bytes };
}
