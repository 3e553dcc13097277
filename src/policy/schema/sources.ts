import { z } from 'zod';
import { clauses, date, id, text } from './values.ts';

/** `sources.yaml`: where contact data may come from, and the purchase entries of bought-in lists. */
export const sourcesFile = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        id,
        title: text,
        /** How the engine reads it: `subject` for the person, `third_party` for anyone else. */
        from: z.enum(['subject', 'third_party', 'enrichment']),
        needs_list: z.boolean().default(false),
        art14: z.boolean().default(false),
        clauses,
      }),
    )
    .min(1),
  refused: z.array(z.strictObject({ id, reason: text, clauses })).default([]),
  lists: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9-]+$/),
        title: text,
        seller: text,
        purchased: date,
        consent_wording: text,
        sample_evidence: text,
        notes: text.optional(),
      }),
    )
    .default([]),
});
