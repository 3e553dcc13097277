import { z } from 'zod';
import { channel, clause, clauses, country, dataFrom, enginePurpose, id, text } from './values.ts';

/** `contact-rules.yaml`: stricter than law, declarative. Shapes as `ContactPolicy` of the engine. */
export const contactRulesFile = z.strictObject({
  options: z
    .strictObject({ tps_grace: z.boolean().optional(), casl_same_day: z.boolean().optional() })
    .default({}),
  rules: z.array(
    z.strictObject({
      id,
      clauses: z.array(clause).min(1),
      says: text,
      when: z.strictObject({
        countries: z.array(country).optional(),
        channels: z.array(channel).optional(),
        purposes: z.array(z.union([enginePurpose, z.literal('marketing')])).optional(),
        data_from: z.array(dataFrom).optional(),
      }),
      require: z
        .strictObject({
          bases: z
            .array(
              z.strictObject({ reason: z.string().regex(/^A_[A-Z_]+$/), product_prefix: text.optional() }),
            )
            .optional(),
          direct_consent: z.literal(true).optional(),
          no_opt_out_box: z.literal(true).optional(),
          source_not_in: z.array(text).min(1).optional(),
          min_age: z.int().min(1).max(25).optional(),
          never: z.literal(true).optional(),
        })
        .refine((r) => Object.keys(r).length === 1, 'a rule requires exactly one thing'),
      /** Bases that the rule leaves alone. */
      unless_basis: z.array(z.string()).optional(),
    }),
  ),
  /** Clauses that stand behind a reason code, for explanations: `D_UNSUBSCRIBED: [CMP-61, CMP-73]`. */
  reason_clauses: z.record(z.string().regex(/^[AD]_[A-Z0-9_]+$/), z.array(clause)).default({}),
  /** The author's own nevers, proven over the whole state space by `heed policy verify`. */
  nevers: z
    .array(
      z.strictObject({
        id,
        says: text,
        clauses,
        /** States in which an allow would break the promise. Every field given must match. */
        when: z.strictObject({
          countries: z.array(country).optional(),
          channels: z.array(channel).optional(),
          purposes: z.array(z.union([enginePurpose, z.literal('marketing')])).optional(),
          subscriber: z.enum(['individual', 'corporate']).optional(),
          data_from: z.array(dataFrom).optional(),
          /** A stop of any kind that no later consent lifts. */
          stopped: z.boolean().optional(),
          restricted: z.boolean().optional(),
          erased: z.boolean().optional(),
          /** A consent given directly to this controller that covers the contact. */
          direct_consent: z.boolean().optional(),
          /** Listed on TPS or CTPS for 28 days or more. */
          listed: z.boolean().optional(),
          screened: z.boolean().optional(),
          under_age: z.boolean().optional(),
          /** The no-marketing box was ticked and no later direct consent takes it back. */
          box_ticked: z.boolean().optional(),
        }),
        /** With it, an allow on one of these bases is no breach. */
        unless_basis: z.array(z.string()).optional(),
      }),
    )
    .default([]),
});
