import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { HeedError } from '../../../errors.ts';
import type { HttpContext } from '../../env.ts';
import { readBytes } from '../../read-body.ts';

const MAX_BYTES = 128 * 1024;
const MAX_FIELDS = 300;

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

async function readMultipart(bytes: Uint8Array, type: string): Promise<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  const torn = new HeedError('VALIDATION', 'The form did not arrive in one piece. Send it again.');
  return new Promise((resolve, reject) => {
    try {
      const parser = new Busboy({ headers: { 'content-type': type }, limits: { fields: MAX_FIELDS } });
      parser.on('field', (name, value) => {
        fields[name] = value;
      });
      parser.on('file', (_name, stream) => stream.resume());
      parser.on('finish', () => resolve(fields));
      parser.on('error', () => reject(torn));
      Readable.from([Buffer.from(bytes)]).pipe(parser as never);
    } catch {
      reject(torn);
    }
  });
}
