import { z } from 'zod';
import { clauses, confirm, duration, id, text } from './values.ts';

/** `retention.yaml`: how long, from what, and what then. */
export const retentionFile = z.strictObject({
  /** The last day of the financial year, `MM-DD`. */
  financial_year_ends: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'month and day, such as 12-31')
    .default('12-31'),
  rules: z
    .array(
      z.strictObject({
        id,
        title: text,
        data: z.array(id).min(1),
        /** The event from which the period runs, in words the public understands. */
        trigger: text,
        /** The day of that event from which to count: itself, or the end of the financial year it lies in. */
        starts: z.enum(['end', 'financial-year-end']).default('end'),
        period: z.union([duration, z.literal('until-withdrawn'), z.literal('while-needed')]),
        // biome-ignore lint/suspicious/noThenProperty: it is the word of the file format, and a schema is never awaited
        then: z.enum(['delete', 'anonymise', 'keep-hash']),
        why: text,
        holds: z.boolean().default(true),
        clauses,
        confirm,
      }),
    )
    .min(1),
});
