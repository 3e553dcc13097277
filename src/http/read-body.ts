import type { MiddlewareHandler } from 'hono';
import { HeedError } from '../errors.ts';
import type { HttpContext, HttpEnv } from './env.ts';
import { digestOf } from './idempotency/fingerprint.ts';
import { readJson } from './read-json.ts';

/** 1 MiB: a batch of a thousand questions fits. Files go through `uploads.ts`. */
export const MAX_JSON_BYTES = 1024 * 1024;

const JSON_TYPE = /^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON body once, within a limit and strictly, and leaves it where the schema validator looks.
 *
 * @throws HeedError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or MALFORMED_JSON.
 */
export function jsonBody(maxBytes = MAX_JSON_BYTES): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!JSON_TYPE.test(c.req.header('Content-Type') ?? ''))
      throw new HeedError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
    const bytes = await readBytes(c, maxBytes);
    const text = decode(bytes);
    readJson(text);
    c.req.bodyCache.text = Promise.resolve(text) as never;
    c.set('bodyDigest', digestOf(bytes));
    await next();
  };
}

/** Collects a body in memory and stops reading as soon as it is too large, whatever its headers said. */
export async function readBytes(c: HttpContext, maxBytes: number): Promise<Uint8Array> {
  refuseDeclaredSize(c, maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body = c.req.raw.body;
  if (!body) return new Uint8Array();
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Refuses by Content-Length, before a byte is read. */
export function refuseDeclaredSize(c: HttpContext, maxBytes: number): void {
  const declared = Number(c.req.header('Content-Length') ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
}

export function tooLarge(maxBytes: number): HeedError {
  return new HeedError('PAYLOAD_TOO_LARGE', `Send at most ${maxBytes.toLocaleString('en-GB')} bytes.`);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HeedError('MALFORMED_JSON', 'The body is not UTF-8.');
  }
}
