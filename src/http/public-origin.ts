import type { MiddlewareHandler } from 'hono';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { HttpContext, HttpEnv } from './env.ts';
import { isLoopback } from './hosts.ts';

/**
 * Leaves the address by which the public reaches this Heed. What a request calls its host is believed on this machine
 * only: a link made from a forged `Host` header would hand its token to whoever forged it.
 */
export function publicOrigin(
  heed: Pick<Heed, 'mode'>,
  origin: string | undefined,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { hostname, origin: asked } = new URL(c.req.url);
    const site = c.get('site')?.site;
    c.set(
      'publicOrigin',
      site ?? origin ?? (heed.mode === 'demo' || isLoopback(hostname) ? asked : undefined),
    );
    await next();
  };
}

/** @throws HeedError NO_PUBLIC_ADDRESS */
export function requirePublicOrigin(c: HttpContext): string {
  const origin = c.get('publicOrigin');
  if (!origin) throw new HeedError('NO_PUBLIC_ADDRESS', 'Start it with: heed serve --url https://…');
  return origin;
}
