import { z } from 'zod';
import { clauses, confirm, duration, id, text } from './values.ts';

/** `retention.yaml`: how long, from what, and what then. */
export const retentionFile = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        id,
        title: text,
        data: z.array(id).min(1),
        /** The event from which the period runs, in words the public understands. */
        trigger: text,
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
