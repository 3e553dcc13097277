import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import type { MiddlewareHandler } from 'hono';
import { storeError } from '../db/store-error.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { HttpContext, HttpEnv } from './env.ts';
import { digestOf } from './idempotency/fingerprint.ts';
import { refuseDeclaredSize, tooLarge } from './read-body.ts';

/** 512 MiB: a list of several million rows, or the whole TPS register. */
export const MAX_UPLOAD_BYTES = 512 * 1024 * 1024;

/** One uploaded file, readable by this process alone and removed when the response is sent. */
export interface Upload {
  /** Where it is. A command that needs it for longer moves it away. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

interface Received {
  readonly upload: Upload | undefined;
  readonly fields: Record<string, string>;
}

/**
 * Streams an upload to the data folder: a `multipart/form-data` body with one file and a few fields, or the file
 * itself as the body. Nothing of it passes through memory as a whole, and nothing stays behind.
 *
 * @throws HeedError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or VALIDATION (no file, or torn multipart).
 */
export function uploadBody(heed: Heed, maxBytes = MAX_UPLOAD_BYTES): MiddlewareHandler<HttpEnv> {
  return (c, next) =>
    withUpload(c, heed, maxBytes, async ({ upload, fields }) => {
      if (!upload)
        throw new HeedError('VALIDATION', 'Send one file.', [
          { pointer: '/file', detail: 'No file was sent' },
        ]);
      c.set('form', fields);
      c.set('bodyDigest', digestOf(upload.sha256, JSON.stringify(Object.entries(fields).sort())));
      await next();
    });
}

/** Receives a body, runs the work and removes the file, whatever happens. */
export async function withUpload(
  c: HttpContext,
  heed: Heed,
  maxBytes: number,
  work: (received: Received) => Promise<void>,
): Promise<void> {
  refuseDeclaredSize(c, maxBytes);
  const folder = join(heed.folder, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  try {
    const received = await receive(c, path, maxBytes);
    c.set('upload', received.upload);
    await work(received);
  } finally {
    await rm(path, { force: true });
  }
}

/** Removes what a process that died left in the uploads folder more than a day ago. */
export async function removeOldUploads(heed: Heed): Promise<void> {
  const folder = join(heed.folder, 'uploads');
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const age = Date.now() - (await stat(path)).mtimeMs;
    if (age > 24 * 60 * 60 * 1000) await rm(path, { force: true });
  }
}

const RAW_TYPES = /^(?:text\/csv|text\/plain|application\/octet-stream)\s*(?:;|$)/i;

async function receive(c: HttpContext, path: string, maxBytes: number): Promise<Received> {
  const type = c.req.header('Content-Type') ?? '';
  const body = c.req.raw.body ? Readable.fromWeb(c.req.raw.body as never) : Readable.from([]);
  if (/^multipart\/form-data\s*;/i.test(type)) return receiveMultipart(body, type, path, maxBytes);
  if (RAW_TYPES.test(type)) return { upload: await save(body, path, maxBytes), fields: {} };
  throw new HeedError(
    'UNSUPPORTED_MEDIA_TYPE',
    'Send the file as text/csv, application/octet-stream or multipart/form-data.',
  );
}

async function receiveMultipart(
  body: Readable,
  type: string,
  path: string,
  maxBytes: number,
): Promise<Received> {
  const fields: Record<string, string> = Object.create(null);
  let saving: Promise<Upload> | undefined;
  const parser = openParser(type);
  parser.on('field', (name, value) => {
    fields[name] = value;
  });
  parser.on('file', (_name, stream, filename) => {
    // A form sent without choosing a file has a file part with no name and no content.
    if (saving || !filename) stream.resume();
    else saving = save(stream, path, maxBytes);
    saving?.catch((error: Error) => parser.destroy(error));
  });
  try {
    await pipeline(body, parser as never);
  } catch (error) {
    await saving?.catch(() => undefined);
    throw error instanceof HeedError ? error : (storeError(error) ?? torn(error));
  }
  return { upload: await saving, fields };
}

function openParser(type: string): InstanceType<typeof Busboy> {
  const headers = { 'content-type': type } as IncomingHttpHeaders & { 'content-type': string };
  try {
    return new Busboy({ headers, limits: { files: 1, fields: 40, fieldSize: 64 * 1024, headerPairs: 20 } });
  } catch (error) {
    throw torn(error);
  }
}

function torn(cause: unknown): HeedError {
  return new HeedError('VALIDATION', 'The upload is torn or not multipart/form-data. Send it again.', [], {
    cause,
  });
}

/**
 * Writes a stream to a new file. When the disk is full the rest is read and dropped: a client that is still sending
 * hears no answer.
 */
async function save(source: Readable, path: string, maxBytes: number): Promise<Upload> {
  const hash = createHash('sha256');
  let bytes = 0;
  let failure: unknown;
  let file: FileHandle | undefined;
  const keepFailure = (error: unknown): void => {
    failure ??= error;
  };
  const sink = new Writable({
    construct(done) {
      open(path, 'wx', 0o600)
        .then((opened) => {
          file = opened;
        }, keepFailure)
        .then(() => done());
    },
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(tooLarge(maxBytes));
      if (failure || !file) return done();
      hash.update(chunk);
      file
        .writeFile(chunk)
        .catch(keepFailure)
        .then(() => done());
    },
    destroy(error, done) {
      if (file) file.close().then(() => done(error), done);
      else done(error);
    },
  });
  await pipeline(source, sink);
  if (failure) throw failure;
  return { path, bytes, sha256: hash.digest() };
}
