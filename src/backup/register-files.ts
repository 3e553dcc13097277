import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { KeyRing } from '../db/vault.ts';
import { HeedError } from '../errors.ts';
import { hashSealed, type RegisterFile } from './lines.ts';
import { newSalt, readSealed, type SealedHeader, SealedWriter } from './sealed-file.ts';

const SAFE = /^[A-Z]{2,8}\/[A-Za-z0-9.-]+\.idx$/;

/** Seals the index files of the registers into the backup folder, each content once, named by its hash. */
export async function keepRegisterFiles(
  dataFolder: string,
  to: string,
  ring: KeyRing,
): Promise<RegisterFile[]> {
  const root = join(dataFolder, 'registers');
  if (!existsSync(root)) return [];
  const paths = readdirSync(root, { recursive: true })
    .map(String)
    .filter((path) => SAFE.test(path))
    .sort();
  const kept: RegisterFile[] = [];
  for (const path of paths) {
    const sha256 = await hashFile(join(root, path));
    kept.push({ path, sha256 });
    const target = storedAt(to, sha256);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const header: SealedHeader = { format: 1, kind: 'register', salt: newSalt(), key_version: ring.current };
    const secret = ring.keys.get(ring.current)!;
    const writer = await SealedWriter.create(target, header, secret);
    try {
      for await (const piece of createReadStream(join(root, path))) await writer.write(piece as Buffer);
      await writer.seal();
      if ((await hashSealed(writer.draft, () => secret)) !== sha256)
        throw new HeedError(
          'BACKUP_INVALID',
          `The register file ${path} changed while it was copied. Run the backup again.`,
        );
      await writer.publish();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }
  return kept;
}

/** Puts register files back that the data folder lacks. Throws BACKUP_INVALID for one that is damaged. */
export async function restoreRegisterFiles(
  from: string,
  dataFolder: string,
  files: readonly RegisterFile[],
  secretOf: (header: SealedHeader) => Buffer,
): Promise<number> {
  let restored = 0;
  for (const { path, sha256 } of files) {
    const target = join(dataFolder, 'registers', path);
    if (!SAFE.test(path) || existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    const draft = `${target}.${process.pid}.tmp`;
    await pipeline(
      Readable.from(readSealed(storedAt(from, sha256), secretOf)),
      createWriteStream(draft, { flush: true }),
    );
    if ((await hashFile(draft)) !== sha256) {
      rmSync(draft);
      throw new HeedError(
        'BACKUP_INVALID',
        `The register file ${path} in the backup is not the one it should be.`,
      );
    }
    renameSync(draft, target);
    restored++;
  }
  return restored;
}

function storedAt(folder: string, sha256: string): string {
  return join(folder, 'registers', `${sha256}.heedbackup`);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
