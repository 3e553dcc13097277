import type { MiddlewareHandler } from 'hono';
import { HeedError } from '../errors.ts';
import type { HttpEnv } from './env.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host to bind to is this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host === '::1';
}

/**
 * Answers only requests that name one of our own hosts. A demo asks for no key, so a page elsewhere that points
 * its own host name at 127.0.0.1 (DNS rebinding) must not be able to read it.
 */
export function checkHost(allowed: ReadonlySet<string> = LOOPBACK): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!c.get('site') && !allowed.has(new URL(c.req.url).hostname))
      throw new HeedError('BAD_HOST', 'Open this Heed by the address it printed when it started.');
    await next();
  };
}
