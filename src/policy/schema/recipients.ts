import { z } from 'zod';
import { clauses, confirm, country, date, id, text } from './values.ts';

/** `recipients.yaml`: who gets data, under what contract, and how it may cross borders. */
export const recipientsFile = z.strictObject({
  recipients: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        role: z.enum(['controller', 'joint_controller', 'processor']),
        countries: z.array(country).min(1),
        purposes: z.array(id).min(1),
        contract: z.enum(['art28', 'joint', 'c2c', 'statutory', 'none']),
        /** Sale or sharing in the sense of the CCPA. */
        ccpa_sale: z.boolean().default(false),
        clauses,
        confirm,
      }),
    )
    .min(1),
  transfers: z
    .array(
      z.strictObject({
        id,
        recipient: id,
        from: z.enum(['UK', 'EEA', 'UK+EEA']),
        to: country,
        mechanism: z.enum(['adequacy', 'scc', 'scc+uk-addendum', 'idta', 'dpf', 'dpf+uk-extension']),
        scc_module: z.enum(['1', '2', '3', '4']).optional(),
        risk_assessment: z.strictObject({ signed_by: z.array(text), review_by: date }).optional(),
        checked_on: date,
        valid_until: date.optional(),
        fallback: text.optional(),
        clauses,
      }),
    )
    .default([]),
  systems: z.array(z.strictObject({ id, title: text, country, operator: text, clauses })).default([]),
});
