import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { requireScope } from './auth/caller.ts';
import type { Scope } from './auth/scopes.ts';
import type { HttpEnv } from './env.ts';
import { freshAnswer, idempotent } from './idempotency/idempotency.ts';
import { problemSchema } from './problem.ts';
import { jsonBody } from './read-body.ts';
import { uploadBody } from './uploads.ts';

/**
 * The rungs of one route between sign-in and its handler. The whole ladder: rate limit, sign-in, scope of the key,
 * body, idempotency, schema, command, presenter. The scope comes before the body, so that a key that may not
 * call costs nothing and learns nothing.
 */
export interface Rungs {
  /** Of several, the key needs each. */
  readonly scope: Scope | readonly Scope[];
  readonly body?: 'json' | 'upload';
  /** `once` for calls that write: the Idempotency-Key is required. `fresh` for calls that only ask. */
  readonly repeat?: 'once' | 'fresh';
}

/** Builds the middleware of one route. */
export function ladder(heed: Heed, { scope, body, repeat }: Rungs): MiddlewareHandler<HttpEnv>[] {
  const rungs: MiddlewareHandler<HttpEnv>[] = [
    async (c, next) => {
      for (const one of [scope].flat()) requireScope(c.get('caller'), one);
      await next();
    },
  ];
  if (body === 'json') rungs.push(jsonBody());
  if (body === 'upload') rungs.push(uploadBody(heed));
  if (repeat === 'once') rungs.push(idempotent(heed));
  if (repeat === 'fresh') rungs.push(freshAnswer);
  return rungs;
}

/** The body of a JSON request, for `request.body` of a route. */
export function jsonRequest<S extends z.ZodType>(schema: S, example?: unknown) {
  const content = { 'application/json': { schema, ...(example === undefined ? {} : { example }) } };
  return { required: true as const, content };
}

/** A JSON answer, for `responses` of a route. */
export function jsonAnswer<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

const EVERY_CALL: readonly ErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED'];
const WITH_BODY: readonly ErrorCode[] = [
  'VALIDATION',
  'MALFORMED_JSON',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];
const WRITING: readonly ErrorCode[] = [
  'IDEMPOTENCY_KEY_MISSING',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_IN_PROGRESS',
];

/** The refusals of a call without a body, for `responses` of a route: those of its ladder and its own. */
export function refusals(...codes: ErrorCode[]): Record<never, never> {
  return describe([...EVERY_CALL, ...codes]);
}

/** The refusals of a call with a body that only asks. */
export function askRefusals(...codes: ErrorCode[]): Record<never, never> {
  return describe([...EVERY_CALL, ...WITH_BODY, ...codes]);
}

/** The refusals of a call that writes. */
export function writeRefusals(...codes: ErrorCode[]): Record<never, never> {
  return describe([...EVERY_CALL, ...WITH_BODY, ...WRITING, ...codes]);
}

/** One response a status, naming the codes that come with it. */
function describe(codes: readonly ErrorCode[]): Record<never, never> {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `${code}: ${ERRORS[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}

/** The Idempotency-Key header of a call that writes, as the reference shows it. */
export const writesOnce = z.object({
  'idempotency-key': z.string().meta({
    description: 'A fresh UUID; the same one when the call is retried. Kept for 24 hours.',
    example: '5f0c2a6e-9d53-4c55-8a0e-3f3f6a6f2b1d',
  }),
});
