import { z } from 'zod';
import { clauses, confirm, id, text } from './values.ts';

/** Kinds of files that Heed knows by their first bytes. None of them is a page or a program. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;

/** `data.yaml`: what may be collected at all. A form field outside it cannot be published. */
export const dataFile = z.strictObject({
  categories: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        special_category: z.boolean().default(false),
        fields: z
          .array(
            z.strictObject({
              id,
              label: text,
              /** Why this field is needed. */
              reason: text,
              kind: z.enum([
                'text',
                'email',
                'tel',
                'date',
                'year',
                'number',
                'choice',
                'longtext',
                'address',
                'country',
                'file',
              ]),
              /** What can be chosen, for `choice`; a single one is a box to tick. Absent: free text. */
              options: z.array(text).min(1).optional(),
              /** What may be sent, for `file`. Absent: pictures and PDF. */
              accepts: z.array(z.enum(FILE_TYPES)).min(1).optional(),
              /** The largest that may be sent, in megabytes, for `file`. */
              max_mb: z.int().min(1).max(10).optional(),
              source: z
                .enum(['person', 'contribution', 'observed', 'third_party', 'staff'])
                .default('person'),
            }),
          )
          .min(1),
        clauses,
        confirm,
      }),
    )
    .min(1),
});
