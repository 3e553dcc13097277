import { z } from 'zod';
import { clauses, date, duration, id, text } from './values.ts';

/** `requests.yaml`: rights, how to use them, and the clocks the organisation holds itself to. */
export const requestsFile = z.strictObject({
  rights: z
    .array(
      z.strictObject({
        id: z.enum([
          'access',
          'rectification',
          'erasure',
          'restriction',
          'portability',
          'objection',
          'withdrawal',
          'complaint',
          'opt-out-sale',
        ]),
        title: text,
        description: text,
        limits: text.optional(),
        identity: z.enum(['none', 'when-in-doubt']).default('when-in-doubt'),
        fee: z.enum(['never', 'manifestly-unfounded-or-excessive']).default('never'),
        clauses,
      }),
    )
    .min(1),
  clocks: z
    .array(
      z.strictObject({
        id,
        title: text,
        /** A statutory or promised limit; `elapsed` runs without pauses. */
        within: duration,
        unit: z.enum(['elapsed', 'calendar', 'business-days']),
        applies_to: z.array(text).min(1),
        law: text.optional(),
        clauses,
      }),
    )
    .min(1),
  documents: z
    .array(
      z.strictObject({
        id,
        title: text,
        body: text,
        /** The day on which it was last brought up to date. */
        reviewed: date.optional(),
        /** The clock within which law wants it brought up to date again. */
        review_clock: id.optional(),
        clauses,
      }),
    )
    .default([]),
});
