import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** `?limit=` and `?cursor=` of every list that grows. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .meta({ description: 'Rows of a page, 1 to 500' }),
  cursor: z.string().max(500).optional().meta({ description: 'next_cursor of the page before' }),
};

/** A page of a list. */
export function pageSchema<S extends z.ZodType>(row: S) {
  return z.object({ data: z.array(row), next_cursor: z.string().nullable() });
}

/** Cuts one page out of rows that are in the order of their ids' appearance; the cursor names the last row seen. */
export function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string },
): { data: T[]; next_cursor: string | null } {
  const after = decodeCursor(z.object({ after: z.string() }), cursor)?.after;
  const start = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  const data = rows.slice(start, start + limit);
  const last = start + data.length < rows.length ? data.at(-1) : undefined;
  return { data, next_cursor: last ? encodeCursor({ after: last.id }) : null };
}
