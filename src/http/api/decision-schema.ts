import { z } from 'zod';

/** The full answer of the engine (`contact-rules` 5.7) as JSON. */
export const decisionSchema = z
  .object({
    decision: z.enum(['allow', 'deny']),
    reason: z.string().meta({ description: 'Reason code', example: 'A_CONSENT' }),
    rule_ids: z.array(z.string()).readonly(),
    law: z
      .array(z.string())
      .readonly()
      .meta({ example: ['PECR reg 22(2)', 'UK GDPR Art 7'] }),
    clause_ids: z.array(z.string()).readonly(),
    basis: z
      .object({ type: z.string(), fact_id: z.string().nullable(), evidence_id: z.string().nullable() })
      .readonly()
      .nullable()
      .meta({ description: 'What the permission rests on; null for a denial' }),
    blocked_by: z.array(z.string()).readonly(),
    obligations: z.array(z.string()).readonly(),
    considered: z.array(z.object({ rule: z.string(), result: z.string() }).readonly()).readonly(),
    changes_at: z.string().nullable().meta({ description: 'When the answer next changes with no new fact' }),
    rulepack_versions: z.array(z.string()).readonly(),
    at: z.string(),
    as_known_at: z.string().nullable(),
  })
  .meta({ id: 'Decision', description: 'May this person be contacted, and why' });
