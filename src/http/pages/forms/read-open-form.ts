import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { HeedError } from '../../../errors.ts';
import { worded } from '../../../texts/texts.ts';
import type { HttpContext } from '../../env.ts';
import { readBytes } from '../../read-body.ts';

const MAX_BYTES = 128 * 1024;
const MAX_FIELDS = 300;

/** A file of a form post, as it was sent. */
export interface SentFile {
  readonly name: string;
  /** One byte more than the field takes, where more was sent. */
  readonly bytes: Uint8Array;
}

/**
 * The fields and files of a form of the public. A file that is too large is read to its end and cut, so that the page
 * can say so.
 *
 * @param limits the largest file of each field, in bytes
 * @throws HeedError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or VALIDATION
 */
export async function readFormWithFiles(
  c: HttpContext,
  limits: ReadonlyMap<string, number>,
): Promise<{ values: Readonly<Record<string, string>>; sent: ReadonlyMap<string, SentFile> }> {
  const type = c.req.header('Content-Type') ?? '';
  if (limits.size === 0 || !/^multipart\/form-data\s*;/i.test(type))
    return { values: await readOpenForm(c), sent: new Map() };
  const most = [...limits.values()].reduce((sum, bytes) => sum + bytes, MAX_BYTES);
  // What is a little too large shall hear so from the page, beside its field.
  const sent = new Map<string, SentFile>();
  const values = await readMultipart(
    await readBytes(c, most + SPARE),
    type,
    (field, file) => {
      if (limits.has(field)) sent.set(field, file);
    },
    Math.max(...limits.values()) + 1,
  );
  return { values, sent };
}

const SPARE = 16 * 1024 * 1024;

/**
 * The fields of a form that mail programs or other sites may post: `application/x-www-form-urlencoded` or
 * `multipart/form-data`. Files are passed over; a field given twice counts as given last.
 *
 * @throws HeedError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or VALIDATION
 */
export async function readOpenForm(c: HttpContext): Promise<Readonly<Record<string, string>>> {
  const type = c.req.header('Content-Type') ?? '';
  const bytes = await readBytes(c, MAX_BYTES);
  if (/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
    const entries = [...new URLSearchParams(Buffer.from(bytes).toString('utf8'))].slice(0, MAX_FIELDS);
    return Object.assign(Object.create(null), Object.fromEntries(entries)) as Record<string, string>;
  }
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new HeedError('UNSUPPORTED_MEDIA_TYPE', 'Send a form.');
  return readMultipart(bytes, type);
}

async function readMultipart(
  bytes: Uint8Array,
  type: string,
  onFile?: (field: string, file: SentFile) => void,
  fileSize = 0,
): Promise<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  const torn = new HeedError(
    'VALIDATION',
    worded(({ errors }) => errors.tornForm),
  );
  return new Promise((resolve, reject) => {
    try {
      const parser = new Busboy({
        headers: { 'content-type': type },
        limits: { fields: MAX_FIELDS, ...(onFile ? { files: 10, fileSize } : {}) },
      });
      parser.on('field', (name, value) => {
        fields[name] = value;
      });
      parser.on('file', (field, stream, name) => {
        // A form sent without choosing a file has a file part with no name and no content.
        if (!onFile || !name) return void stream.resume();
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => onFile(field, { name, bytes: Buffer.concat(chunks) }));
      });
      parser.on('finish', () => resolve(fields));
      parser.on('error', () => reject(torn));
      Readable.from([Buffer.from(bytes)]).pipe(parser as never);
    } catch {
      reject(torn);
    }
  });
}
