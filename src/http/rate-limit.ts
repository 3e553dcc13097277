import type { MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HeedError } from '../errors.ts';
import type { Language } from '../texts/languages.ts';
import { worded } from '../texts/texts.ts';
import type { HttpContext, HttpEnv } from './env.ts';

export interface RateLimitOptions {
  /** Requests a caller may make in each minute. */
  readonly perMinute: number;
  /** Wrong keys that one address may present in each minute. */
  readonly wrongKeysPerMinute: number;
  /** Take the address from `X-Forwarded-For`: only behind a proxy that sets it. */
  readonly trustProxy: boolean;
}

export const DEFAULT_RATE_LIMITS: RateLimitOptions = {
  perMinute: 12_000,
  wrongKeysPerMinute: 20,
  trustProxy: false,
};

const WINDOW_SECONDS = 60;

/** The two limits of one app. Both count in memory, so each process has its own. */
export interface RateLimits {
  /** First rung: refuses addresses that keep presenting wrong keys. */
  readonly guard: MiddlewareHandler<HttpEnv>;
  /** Called when sign-in fails. */
  wrongKey(c: HttpContext): Promise<void>;
  /** Counts the request to its caller, or to the address where there is none. */
  readonly count: MiddlewareHandler<HttpEnv>;
}

/**
 * Limits by caller, told in the `RateLimit` and `RateLimit-Policy` fields
 * (draft-ietf-httpapi-ratelimit-headers-11) and, once refused, in `Retry-After`.
 */
export function createRateLimits(options: RateLimitOptions): RateLimits {
  const calls = new RateLimiterMemory({ points: options.perMinute, duration: WINDOW_SECONDS });
  const wrongKeys = new RateLimiterMemory({ points: options.wrongKeysPerMinute, duration: WINDOW_SECONDS });
  return {
    guard: async (c, next) => {
      const seen = await wrongKeys.get(addressOf(c, options));
      if (seen && seen.consumedPoints >= options.wrongKeysPerMinute)
        refuse(c, seen, 'Too many wrong keys from this address.');
      await next();
    },
    async wrongKey(c) {
      await wrongKeys.penalty(addressOf(c, options));
    },
    count: async (c, next) => {
      const caller = c.get('caller');
      const address = addressOf(c, options);
      c.set('clientAddress', address);
      const who = caller.kind === 'public' ? `address:${address}` : caller.id;
      c.header('RateLimit-Policy', `"default";q=${options.perMinute};w=${WINDOW_SECONDS}`);
      const result = await calls.consume(who).catch((rejected: unknown) => {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        c.header('RateLimit', `"default";r=0;t=${secondsLeft(rejected)}`);
        return refuse(
          c,
          rejected,
          worded(({ errors }) => errors.wait),
        );
      });
      c.header('RateLimit', `"default";r=${result.remainingPoints};t=${secondsLeft(result)}`);
      await next();
    },
  };
}

function refuse(
  c: HttpContext,
  result: RateLimiterRes,
  detail: string | ((language: Language) => string),
): never {
  c.header('Retry-After', String(secondsLeft(result)));
  throw new HeedError('RATE_LIMITED', detail);
}

function secondsLeft(result: RateLimiterRes): number {
  return Math.max(1, Math.ceil(result.msBeforeNext / 1000));
}

/** The network address of the client; `local` where there is no socket, as in `app.request`. */
function addressOf(c: HttpContext, options: RateLimitOptions): string {
  if (options.trustProxy) {
    const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  const bindings = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return bindings?.incoming?.socket?.remoteAddress ?? 'local';
}
