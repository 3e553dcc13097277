import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './env.ts';

/** Gives each request an id of our own: one taken from the client could hold anything, and it is logged. */
export const requestId: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const id = randomUUID();
  c.set('requestId', id);
  c.header('X-Request-Id', id);
  await next();
};
