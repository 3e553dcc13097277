import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress';

export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Below this, headers weigh more than what is saved. */
const WORTH_BYTES = 1024;

/** The best coding that an `Accept-Encoding` header takes (RFC 9110, 12.5.3), or undefined for none. */
export function pickEncoding(header: string | undefined): Encoding | undefined {
  const accepted = parseAccept(header ?? '');
  const weight = (name: string) => accepted.find(({ type }) => type.toLowerCase() === name)?.q;
  return ENCODINGS.find((encoding) => (weight(encoding) ?? weight('*') ?? 0) > 0);
}

/** Files under addresses that change with their content, as they travel: compressed as far as it goes, once. */
const eternal = new Map<string, Promise<Buffer>>();

function pack(path: string, bytes: Uint8Array, encoding: Encoding, { headers }: Response): Promise<Buffer> {
  if (!/\bimmutable\b/.test(headers.get('Cache-Control') ?? '')) return compressBytes(bytes, encoding);
  const key = `${encoding} ${path}`;
  const packed = eternal.get(key) ?? compressBytes(bytes, encoding, true);
  eternal.set(key, packed);
  return packed;
}

/** @param thorough for what is compressed once and sent often */
function compressBytes(bytes: Uint8Array, encoding: Encoding, thorough = false): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(bytes, { level: thorough ? 9 : 6 });
  const quality = thorough ? constants.BROTLI_MAX_QUALITY : 5;
  return toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

/**
 * Compresses what everybody may keep: notices, documents, feeds, styles, the cookie banner. A page with a token in it
 * is sent as it is, because the length of a compressed page that repeats what was asked tells about the token (BREACH);
 * so the middleware of Hono, which compresses all and knows no Brotli, does not fit.
 */
export const compressShared: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  const shared = /(?:^|,)\s*public\b/.test(headers.get('Cache-Control') ?? '');
  if (!shared || headers.has('Content-Encoding') || !c.res.body || c.res.status !== 200) return;
  if (!COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get('Content-Type') ?? '')) return;
  c.header('Vary', 'Accept-Encoding', { append: true });
  const encoding = pickEncoding(c.req.header('Accept-Encoding'));
  if (!encoding || c.req.method === 'HEAD') return;
  const bytes = new Uint8Array(await c.res.arrayBuffer());
  const packed = bytes.length >= WORTH_BYTES ? await pack(c.req.path, bytes, encoding, c.res) : undefined;
  c.res = new Response(packed ? new Uint8Array(packed) : bytes, c.res);
  c.res.headers.delete('Content-Length');
  if (!packed) return;
  c.res.headers.set('Content-Encoding', encoding);
  const tag = c.res.headers.get('ETag');
  if (tag && !tag.startsWith('W/')) c.res.headers.set('ETag', `W/${tag}`);
};
