import { z } from 'zod';
import { channel, clauses, confirm, enginePurpose, id, text } from './values.ts';

/** `purposes.yaml`: what data is used for. Exactly one legal basis a purpose. */
export const purposesFile = z.strictObject({
  purposes: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        /** The engine purpose that a contact under this purpose is decided as; absent for purposes without contact. */
        contact_as: enginePurpose.optional(),
        basis: z.enum(['consent', 'contract', 'legal_obligation', 'legitimate_interests']),
        /** The statute, the contract term, or the interest that was weighed. */
        basis_evidence: text,
        channels: z.array(channel).default([]),
        data: z.array(id).min(1),
        recipients: z.array(id).default([]),
        retention: id,
        profiling: z.boolean().default(false),
        solely_automated: z.boolean().default(false),
        /** W3C DPV term. */
        dpv: text,
        clauses,
        confirm,
      }),
    )
    .min(1),
  topics: z.array(z.strictObject({ id, title: text, clauses })).min(1),
});
