import { z } from 'zod';
import { channel, clauses, enginePurpose, id, text } from './values.ts';

/** `forms.yaml`: collection points. */
export const formsFile = z.strictObject({
  forms: z
    .array(
      z.strictObject({
        id,
        title: text,
        intro: text,
        kind: z.enum(['web', 'paper', 'phone', 'badge']),
        source: id,
        purposes: z.array(id).min(1),
        fields: z
          .array(z.strictObject({ field: id, required: z.boolean().default(false), hint: text.optional() }))
          .min(1),
        choices: z
          .array(
            z.strictObject({
              id,
              label: text,
              /** `opt_in` gives a consent, `opt_out` is the no-marketing box, `share` lets sponsors have the details. */
              kind: z.enum(['opt_in', 'opt_out', 'share']),
              purposes: z.array(enginePurpose).min(1),
              channels: z.array(channel).default([]),
              topics: z.array(id).default([]),
              clauses,
            }),
          )
          .default([]),
        /** What handing it in is, as a fact that decisions read (PECR reg 22(3), CASL s 10(10)); absent: nothing more. */
        records: z.enum(['sale', 'negotiation', 'enquiry', 'free_registration', 'badge_scan']).optional(),
        /**
         * When what it is for is over, so that periods begin: as it comes in, or later, when somebody says so (the end of
         * an event or of a membership).
         */
        ends: z.enum(['receipt', 'later']).default('receipt'),
        double_opt_in: z.boolean().default(false),
        /** Ask for the year of birth and refuse below this age. */
        min_age: z.int().optional(),
        portal: id.optional(),
        sponsor_notice: text.optional(),
        photo_notice: text.optional(),
        submit: text,
        clauses,
      }),
    )
    .min(1),
});
