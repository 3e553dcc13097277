import { z } from 'zod';
import { SUPPRESSION_REASONS } from '../../contacts/suppressions.ts';
import { instant as instantText, messageSchema, subjectSchema } from '../../decision/parse-case.ts';
import { CHANNELS } from '../../decision/types.ts';
import { identifierSchema } from '../../facts/add-fact.ts';
import { evidenceSchema, STORED_TYPES } from '../../facts/schema.ts';
import { decisionSchema } from './decision-schema.ts';

export const instant = instantText.meta({ example: '2026-09-01T10:00:00+01:00' });
export const policyName = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: 'Id or alias of the policy', example: 'institute' });
export const subjectId = z.string().min(1).max(64).meta({ example: 'sub_01kat3v5t7q8w2e4r6y8s0h2j4' });
export const country = z.string().regex(/^[A-Z]{2}$/, 'Use two capital letters (ISO 3166-1)');
const words = z.array(z.string().min(1).max(200)).max(100);

/** A person, by id or by an identifier in the body: never in an address. */
export const personFields = {
  policy: policyName,
  subject: subjectId.optional(),
  identifier: identifierSchema.optional(),
};

/** Refuses a body that names nobody. */
export function namesSomebody(input: { subject?: string; identifier?: unknown }): boolean {
  return input.subject !== undefined || input.identifier !== undefined;
}
export const NAME_SOMEBODY = {
  path: ['subject'],
  error: 'Name the person by subject id or by an identifier',
};

export const decideSchema = z
  .strictObject({
    ...personFields,
    channel: z.enum(CHANNELS),
    purpose: z.string().min(1).max(200).meta({ example: 'direct_marketing' }),
    message: messageSchema.partial().optional(),
    at: instant.optional(),
    as_known_at: instant
      .optional()
      .meta({ description: 'Decide with what was recorded up to then; needs record: false' }),
    attributes: subjectSchema.optional().meta({ description: 'Counts only where nothing is recorded' }),
    record: z.boolean().default(true).meta({ description: 'Keep the answer, to explain and replay it' }),
  })
  .refine(namesSomebody, NAME_SOMEBODY)
  .meta({ id: 'ContactQuestion' });

export const contactDecisionSchema = z
  .object({ decision_id: z.string().nullable(), subject: z.string().nullable(), decision: decisionSchema })
  .meta({ id: 'ContactDecision' });

export const recordedDecisionSchema = z
  .object({
    decision_id: z.string(),
    subject: z.string().nullable(),
    controller: z.string(),
    channel: z.string(),
    purpose: z.string(),
    message: z.object({ topic: z.string().optional(), promotes: z.string() }),
    known_at: z.string().meta({ description: 'What was recorded up to then was read' }),
    actor: z.string(),
    decision: decisionSchema,
  })
  .meta({ id: 'RecordedDecision' });

export const replayedDecisionSchema = recordedDecisionSchema
  .extend({
    replayed: decisionSchema,
    identical: z.boolean().meta({ description: 'Whether both are the same bytes' }),
  })
  .meta({ id: 'ReplayedDecision' });

export const addedFactSchema = z
  .object({
    subject: z.string(),
    fact: z.string(),
    added: z.boolean().meta({ description: 'False when the fact was known already' }),
    recorded_at: z.string().nullable(),
  })
  .meta({ id: 'AddedFact' });

export const lookupSchema = z
  .strictObject({ policy: policyName, identifier: identifierSchema, country: country.optional() })
  .meta({ id: 'Lookup' });

export const subjectAnswerSchema = z
  .object({
    subject: z.string(),
    controller: z.string(),
    created_at: z.string(),
    erased_at: z.string().nullable(),
    identifiers: z.array(z.object({ kind: z.string(), value: z.string() }).readonly()).readonly(),
    profile: subjectSchema.readonly(),
  })
  .meta({ id: 'Subject' });

export const suppressSchema = z
  .strictObject({
    policy: policyName,
    identifier: identifierSchema,
    country: country.optional(),
    reason: z.enum(SUPPRESSION_REASONS),
    channels: words.optional().meta({ description: 'Absent: every channel' }),
    purposes: words.optional(),
    topics: words.optional(),
    at: instant.optional().meta({ description: 'When the person said so; absent: now' }),
  })
  .meta({ id: 'NewSuppression' });

export const addedSuppressionSchema = z
  .object({ id: z.string(), added: z.boolean() })
  .meta({ id: 'AddedSuppression' });

export const liftedSchema = addedFactSchema
  .extend({
    overridden: z.int().meta({ description: 'Suppressions of the address that are older than the consent' }),
  })
  .meta({ id: 'Lifted' });

export const permissionsSchema = z
  .object({
    subject: z.string(),
    at: z.string(),
    profile: subjectSchema.readonly(),
    permissions: z
      .array(
        z
          .object({
            channel: z.string(),
            purpose: z.string(),
            topic: z.string().nullable(),
            decision: z.enum(['allow', 'deny']),
            reason: z.string(),
            changes_at: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .meta({ id: 'Permissions' });

export const storedFactSchema = z
  .object({
    id: z.string(),
    type: z.enum(STORED_TYPES),
    at: z.string().nullable(),
    recorded_at: z.string(),
    identifier: z.string().nullable(),
    actor: z.string(),
    clear: z.record(z.string(), z.unknown()).meta({ description: 'The fields that decisions read' }),
    has_evidence: z.boolean(),
    evidence: evidenceSchema.nullable(),
  })
  .meta({ id: 'StoredFact' });

export const explainedDecisionSchema = replayedDecisionSchema
  .extend({
    title: z.string(),
    sentence: z.string().meta({ description: 'The reason in plain English' }),
    facts: z.array(storedFactSchema).readonly(),
  })
  .meta({ id: 'ExplainedDecision' });

export const checkedSuppressionSchema = z
  .object({
    suppressed: z.boolean(),
    suppressions: z
      .array(
        z.object({
          id: z.string(),
          kind: z.string(),
          reason: z.enum(SUPPRESSION_REASONS),
          channels: z.array(z.string()).readonly().nullable(),
          purposes: z.array(z.string()).readonly().nullable(),
          topics: z.array(z.string()).readonly().nullable(),
          happened_at: z.string(),
          recorded_at: z.string(),
          actor: z.string(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'CheckedSuppression' });
