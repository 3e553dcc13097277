import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { sameToken } from './auth/sessions.ts';
import type { HttpContext, HttpEnv } from './env.ts';
import { readBytes } from './read-body.ts';
import { MAX_UPLOAD_BYTES, withUpload } from './uploads.ts';

/** Name of the hidden field that every form of a page carries, with `c.get('csrfToken')` as its value. */
export const TOKEN_FIELD = '_token';

const MAX_FORM_BYTES = 256 * 1024;

/**
 * Addresses that mail programs and the organisation's own sites post to: they act by what the body or the link says,
 * never by who is signed in, so there is nothing that another site could borrow. Their routes read the body themselves.
 */
const OPEN_FORMS = /^\/[a-z0-9-]+\/(?:stop|forms)\//;

/**
 * Receives every form post of the pages: it must come from this site (hono/csrf reads `Sec-Fetch-Site` and
 * `Origin`) and carry the token of its session. Handlers read `c.get('form')` and, for a file, `c.get('upload')`;
 * a body that is neither kind of form is refused, so no page can take an unchecked one.
 *
 * @param origin the site's own origin where a proxy hides it, such as `https://heed.example.org`
 * @throws HeedError CSRF, UNSUPPORTED_MEDIA_TYPE or PAYLOAD_TOO_LARGE.
 */
export function checkForms(heed: Heed, origin: string | undefined): MiddlewareHandler<HttpEnv> {
  const own = new Set(heed.policies.list().flatMap(({ site }) => site ?? []));
  const sameOrigin = csrf({
    origin: (from, c) => own.has(from) || from === (origin ?? new URL(c.req.url).origin),
  });
  const check = (c: HttpContext, fields: Record<string, string>) => {
    const { [TOKEN_FIELD]: token, ...form } = fields;
    if (!token || !sameToken(token, c.get('csrfToken')))
      throw new HeedError('CSRF', 'Go back, reload the page and send the form again.');
    c.set('form', form);
  };
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.path.startsWith('/v1/')) return next();
    if (OPEN_FORMS.test(c.req.path)) return next();
    await sameOrigin(c as never, async () => {});
    const type = c.req.header('Content-Type') ?? '';
    if (/^multipart\/form-data\s*;/i.test(type)) {
      await withUpload(c, heed, MAX_UPLOAD_BYTES, async ({ fields }) => {
        check(c, fields);
        await next();
      });
      return;
    }
    if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type))
      throw new HeedError('UNSUPPORTED_MEDIA_TYPE', 'Pages take forms only.');
    const text = Buffer.from(await readBytes(c, MAX_FORM_BYTES)).toString('utf8');
    c.req.bodyCache.text = Promise.resolve(text) as never;
    check(c, Object.fromEntries(new URLSearchParams(text)));
    await next();
  };
}
