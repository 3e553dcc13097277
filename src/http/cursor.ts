import type { z } from 'zod';
import { HeedError } from '../errors.ts';

/** Writes the sort key of the last row as an opaque cursor. It holds ids and times only, nothing of a person. */
export function encodeCursor(sortKey: unknown): string {
  return Buffer.from(JSON.stringify(sortKey)).toString('base64url');
}

/** @throws HeedError VALIDATION for anything that `encodeCursor` did not write. */
export function decodeCursor<S extends z.ZodType>(
  schema: S,
  cursor: string | undefined,
): z.infer<S> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    const issue = { pointer: '/query/cursor', detail: 'Use next_cursor of the page before, unchanged' };
    throw new HeedError('VALIDATION', 'The cursor is not one of ours.', [issue]);
  }
}
