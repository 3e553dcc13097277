import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { HeedError } from '../errors.ts';

/**
 * A sealed file, version 1:
 *
 *     bytes 0-7   `HEEDBAK1`
 *     bytes 8-11  length of the header in bytes (uint32, big-endian)
 *     then        the header as JSON, in the clear; it names nobody
 *     then        chunks: length (uint32, big-endian), then gzip of up to 1 MiB, AES-256-GCM, with its tag of 16 bytes
 *
 * The key of a file is HKDF-SHA-256 of the backup key with the `salt` of the header. The nonce is the number of the
 * chunk. What is authenticated beside a chunk is the SHA-256 of everything before the first one, the chunk's number and
 * whether it is the last, so that nothing can be changed, left out, reordered or cut off.
 */
const MAGIC = 'HEEDBAK1';
const CHUNK = 1024 * 1024;
const TAG = 16;
const LARGEST = CHUNK + 64 * 1024;
const zip = promisify(gzip);
const unzip = promisify(gunzip);

export interface SealedHeader {
  readonly format: 1;
  readonly kind: 'full' | 'incremental' | 'people' | 'register';
  /** 32 bytes, hex. */
  readonly salt: string;
  /** Version of the backup key. */
  readonly key_version: number;
}

export const newSalt = () => randomBytes(32).toString('hex');

/** Writes a sealed file under a temporary name; `finish` puts it in place. */
export class SealedWriter {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #key: Buffer;
  readonly #head: Buffer;
  readonly #hash = createHash('sha256');
  #parts: Buffer[] = [];
  #held = 0;
  #number = 0;

  static async create<H extends SealedHeader>(
    path: string,
    header: H,
    secret: Buffer,
  ): Promise<SealedWriter> {
    const handle = await open(`${path}.part`, 'w', 0o600);
    const json = Buffer.from(JSON.stringify(header));
    const prefix = Buffer.alloc(12);
    prefix.write(MAGIC, 'latin1');
    prefix.writeUInt32BE(json.length, 8);
    const head = Buffer.concat([prefix, json]);
    await handle.appendFile(head);
    return new SealedWriter(handle, path, fileKey(secret, header), head);
  }

  private constructor(handle: FileHandle, path: string, key: Buffer, head: Buffer) {
    this.#handle = handle;
    this.#path = path;
    this.#key = key;
    this.#head = createHash('sha256').update(head).digest();
  }

  async write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + CHUNK - this.#held);
      this.#parts.push(part);
      this.#held += part.length;
      at += part.length;
      if (this.#held === CHUNK) await this.#flush(false);
    }
  }

  /** Seals the last chunk and forces the file to disk. Returns the SHA-256 of all that was written, hex. */
  async seal(): Promise<string> {
    await this.#flush(true);
    await this.#handle.sync();
    await this.#handle.close();
    return this.#hash.digest('hex');
  }

  /** Where the file is until `publish`. */
  get draft(): string {
    return `${this.#path}.part`;
  }

  async publish(): Promise<void> {
    await rename(this.draft, this.#path);
    const folder = await open(dirname(this.#path), 'r');
    await folder.sync().finally(() => folder.close());
  }

  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => {});
    await rm(this.draft, { force: true });
  }

  async #flush(last: boolean): Promise<void> {
    const plain = await zip(Buffer.concat(this.#parts), { level: 3 });
    this.#parts = [];
    this.#held = 0;
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#number));
    cipher.setAAD(besides(this.#head, this.#number, last));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    this.#number++;
    await this.#handle.appendFile(Buffer.concat([length, sealed]));
  }
}

/** The header of a sealed file, which is not yet proven. Throws BACKUP_INVALID for anything else. */
export async function readSealedHeader<H extends SealedHeader>(path: string): Promise<H> {
  const handle = await open(path, 'r');
  try {
    return (await readHead<H>(handle, path)).header;
  } finally {
    await handle.close();
  }
}

/**
 * What a sealed file holds, piece by piece.
 *
 * @param secretOf gives the key for a header
 * @throws HeedError BACKUP_INVALID when the key is another one, or anything was changed or is missing
 */
export async function* readSealed<H extends SealedHeader>(
  path: string,
  secretOf: (header: H) => Buffer,
): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { header, head, end } = await readHead<H>(handle, path);
    const key = fileKey(secretOf(header), header);
    const { size } = await handle.stat();
    let at = end;
    for (let number = 0; ; number++) {
      const length = (await readExactly(handle, at, 4, path)).readUInt32BE();
      if (length < TAG || length > LARGEST) throw damaged(path);
      const sealed = await readExactly(handle, at + 4, length, path);
      at += 4 + length;
      const last = at === size;
      yield await openChunk(sealed, key, number, besides(head, number, last), path);
      if (last) return;
    }
  } finally {
    await handle.close();
  }
}

async function openChunk(
  sealed: Buffer,
  key: Buffer,
  number: number,
  aad: Buffer,
  path: string,
): Promise<Buffer> {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number));
    decipher.setAAD(aad).setAuthTag(sealed.subarray(-TAG));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
    return await unzip(plain, { maxOutputLength: CHUNK });
  } catch (cause) {
    throw damaged(path, cause);
  }
}

async function readHead<H>(
  handle: FileHandle,
  path: string,
): Promise<{ header: H; head: Buffer; end: number }> {
  const prefix = await readExactly(handle, 0, 12, path);
  const length = prefix.readUInt32BE(8);
  if (prefix.toString('latin1', 0, 8) !== MAGIC || length > 1_000_000) throw damaged(path);
  const json = await readExactly(handle, 12, length, path);
  const head = createHash('sha256').update(prefix).update(json).digest();
  try {
    return { header: JSON.parse(json.toString('utf8')) as H, head, end: 12 + length };
  } catch (cause) {
    throw damaged(path, cause);
  }
}

async function readExactly(handle: FileHandle, at: number, length: number, path: string): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw damaged(path);
    done += bytesRead;
  }
  return bytes;
}

function fileKey(secret: Buffer, header: SealedHeader): Buffer {
  return Buffer.from(
    hkdfSync('sha256', secret, Buffer.from(header.salt, 'hex'), `heed/backup/1/${header.kind}`, 32),
  );
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 6, 6);
  return nonce;
}

function besides(head: Buffer, number: number, last: boolean): Buffer {
  return Buffer.concat([head, nonceOf(number), Buffer.of(last ? 1 : 0)]);
}

function damaged(path: string, cause?: unknown): HeedError {
  return new HeedError(
    'BACKUP_INVALID',
    `${path} cannot be opened: it was made with another backup key, or it is damaged or was changed. Nothing was restored from it.`,
    [],
    { cause },
  );
}
