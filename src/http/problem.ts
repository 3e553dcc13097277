import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { storeError } from '../db/store-error.ts';
import { ERRORS, type ErrorCode, HeedError, type Issue } from '../errors.ts';
import type { HttpContext } from './env.ts';

/** Problem details (RFC 9457) as every refusal of the API carries them. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Where the code is explained', example: '/reference#VALIDATION' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    request_id: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'JSON Pointer (RFC 6901)' }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Why a call was refused (RFC 9457)' });
export type Problem = z.infer<typeof problemSchema>;

/** What the caller is told about an error. Only a `HeedError` speaks for itself; anything else is INTERNAL. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = asHeedError(error);
  return {
    type: `/reference#${known.code}`,
    title: known.title,
    status: known.status,
    detail: known.message,
    code: known.code,
    request_id: requestId,
    ...(known.issues.length > 0
      ? { errors: known.issues.map(({ pointer, detail }) => ({ pointer, detail })) }
      : {}),
  };
}

/** Sends an error as `application/problem+json`. */
export function sendProblem(c: HttpContext, error: unknown): Response {
  const problem = toProblem(error, c.get('requestId'));
  if (problem.status === 401) c.header('WWW-Authenticate', 'Bearer realm="heed"');
  c.header('Cache-Control', 'no-store');
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json; charset=utf-8',
  });
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'MALFORMED_JSON',
  401: 'UNAUTHENTICATED',
  403: 'CSRF',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** Reads any thrown value as an error of the catalogue; Hono's own exceptions keep their status. */
export function asHeedError(error: unknown): HeedError {
  if (error instanceof HeedError) return error;
  if (error instanceof HTTPException) return new HeedError(BY_STATUS[error.status] ?? 'INTERNAL');
  if (error instanceof z.ZodError) return validationError(error);
  const ofStore = storeError(error);
  if (ofStore) return ofStore;
  return new HeedError('INTERNAL', 'The error was logged under the request id.', [], { cause: error });
}

/** Turns zod's findings into one VALIDATION error, one finding a field, at most 100; `prefix` tells the part of the request (`/query`, `/path`). */
export function validationError(error: z.ZodError, prefix = ''): HeedError {
  const byPointer = new Map<string, Issue>();
  for (const issue of error.issues.flatMap((issue) => flatten(issue, prefix)))
    if (!byPointer.has(issue.pointer)) byPointer.set(issue.pointer, issue);
  const issues = [...byPointer.values()].slice(0, 100);
  return new HeedError(
    'VALIDATION',
    'Correct the fields listed in errors and send the request again.',
    issues,
  );
}

function flatten(issue: z.core.$ZodIssue, prefix: string): Issue[] {
  const at = prefix + toPointer(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: at + toPointer([key]),
      detail: 'This field is not known here',
    }));
  if (issue.code === 'invalid_type' && /received undefined$/.test(issue.message))
    return [{ pointer: at, detail: 'This field is needed' }];
  if (issue.code === 'invalid_type' && /received null$/.test(issue.message))
    return [{ pointer: at, detail: 'null says nothing here; leave the field out' }];
  return [{ pointer: at, detail: issue.message }];
}

/** A JSON Pointer (RFC 6901) for a path of keys and indexes. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
