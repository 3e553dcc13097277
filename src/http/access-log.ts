import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { HttpEnv } from './env.ts';
import { asHeedError } from './problem.ts';

/**
 * One JSON line a request: method, the pattern of the route (never the address itself), status, time and caller.
 * Neither addresses, queries, bodies nor header values are logged: each can hold something about a person.
 */
export function accessLog(log: Logger): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const error = c.error ? asHeedError(c.error) : undefined;
    const line = {
      request_id: c.get('requestId'),
      method: c.req.method,
      route: routeOf(c.res.status, routePath(c, -1)),
      status: c.res.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
      caller: c.get('caller')?.id,
      code: error?.code,
    };
    if (c.res.status >= 500) log.error({ ...line, ...cause(error?.cause ?? error) }, 'request failed');
    else log.info(line, 'request');
  };
}

/** The pattern of the route that answered, or a mark where none did. */
export function routeOf(status: number, pattern: string): string {
  return pattern === '*' || pattern === '/*' ? (status === 404 ? '(none)' : '(refused)') : pattern;
}

/**
 * Where an unexpected error came from. Messages of databases and libraries quote values, so only the kind of error,
 * its code and the code lines of its stack are kept.
 */
function cause(error: unknown): { error?: string; error_code?: string; stack?: string[] } {
  if (!(error instanceof Error)) return {};
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...(typeof code === 'string' ? { error_code: code } : {}),
    stack: frames.slice(0, 12).map((line) => line.trim()),
  };
}
