import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import type { HttpContext, HttpEnv } from '../env.ts';
import { checkKey, findActiveKey } from '../keys/check-key.ts';
import type { RateLimits } from '../rate-limit.ts';
import { type Caller, DEMO_CALLER, PUBLIC_CALLER } from './caller.ts';
import { SESSION_SECONDS, type SessionSigner } from './sessions.ts';

/** `__Host-` makes browsers insist on Secure, on the path `/` and on this very host. */
const COOKIE = '__Host-heed';

/** The public side is for everybody; the rest of the list is what it takes to run and to sign in. */
const PUBLIC_PATH =
  /^\/(?:healthz|readyz|sign-in|favicon\.ico|robots\.txt)$|^\/assets\/|^\/(?!v1\/)[a-z0-9-]+\/(?:notice|stop|preferences|forms|documents)(?:\/|$)/;

/** What forms on other sites load and send. */
const EMBEDDED_PATH = /^\/form-element\/|^\/v1\/embedded-forms\//;

/** What the cookie banner of other sites loads and writes. */
const BANNER_PATH =
  /^\/banner\/|^\/v1\/(?:banner\/[a-z0-9.-]+|cookie-consents(?:\/forget)?)$|^\/[a-z0-9-]+\/cookies$/;

/**
 * Second rung: finds out who is calling and leaves it in `caller`. A demo asks for nothing. Otherwise API calls
 * carry `Authorization: Bearer heed_…`, and pages a session cookie that a key was exchanged for. A cookie never
 * authorises an API call that changes something, so no other site can make one.
 *
 * @throws HeedError UNAUTHENTICATED, except on the open addresses.
 */
export function signIn(heed: Heed, sessions: SessionSigner, limits: RateLimits): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { caller, nonce } = await identify(c, heed, sessions, limits);
    const open = [PUBLIC_PATH, EMBEDDED_PATH, BANNER_PATH].some((paths) => paths.test(c.req.path));
    if (caller.kind === 'public' && !open)
      throw new HeedError('UNAUTHENTICATED', 'Send Authorization: Bearer followed by an API key.');
    c.set('caller', caller);
    // Calls of the API carry no forms.
    if (!c.req.path.startsWith('/v1/')) c.set('csrfToken', sessions.formToken(nonce));
    await next();
  };
}

async function identify(
  c: HttpContext,
  heed: Heed,
  sessions: SessionSigner,
  limits: RateLimits,
): Promise<{ caller: Caller; nonce: string }> {
  if (heed.mode === 'demo') return { caller: DEMO_CALLER, nonce: '' };
  const authorization = c.req.header('Authorization');
  if (authorization !== undefined)
    return { caller: await callerOfKey(c, heed, limits, authorization), nonce: '' };
  const cookie = getCookie(c, COOKIE);
  const session = cookie ? sessions.read(cookie, nowSeconds()) : undefined;
  const key = session && !changesOverApi(c) ? await findActiveKey(heed, session.keyId) : undefined;
  if (!cookie || !session || !key) return { caller: PUBLIC_CALLER, nonce: '' };
  return {
    caller: { kind: 'session', id: key.id, scopes: new Set(key.scopes), secret: cookie },
    nonce: session.nonce,
  };
}

async function callerOfKey(
  c: HttpContext,
  heed: Heed,
  limits: RateLimits,
  authorization: string,
): Promise<Caller> {
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const key = await checkKey(heed, text);
  if (!key) {
    await limits.wrongKey(c);
    throw new HeedError('UNAUTHENTICATED', 'This API key is unknown, expired or revoked.');
  }
  return { kind: 'key', id: key.id, scopes: new Set(key.scopes), secret: text };
}

function changesOverApi(c: HttpContext): boolean {
  return c.req.path.startsWith('/v1/') && c.req.method !== 'GET' && c.req.method !== 'HEAD';
}

/** Exchanges a key for a session cookie. */
export function startSession(c: HttpContext, sessions: SessionSigner, keyId: string): void {
  setCookie(c, COOKIE, sessions.issue(keyId, nowSeconds()), {
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: SESSION_SECONDS,
  });
}

export function endSession(c: HttpContext): void {
  deleteCookie(c, COOKIE, { path: '/', secure: true });
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
