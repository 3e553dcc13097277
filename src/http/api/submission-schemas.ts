import { z } from 'zod';

const reference = z.string().meta({ description: 'For the person', example: '7K3M-92QX-HT' });
const resolution = z.enum(['kept', 'removed']);

/** A form that came in, without what was entered. */
export const headSchema = z
  .object({
    reference,
    form: z.string().meta({ example: 'contact' }),
    title: z.string(),
    received_at: z.string(),
    to_review: z.number().int().meta({ description: 'Texts that nobody has looked at yet' }),
  })
  .meta({ id: 'SubmissionHead' });

const reviewedTextSchema = z
  .object({
    field: z.string(),
    label: z.string(),
    kinds: z
      .array(z.string())
      .readonly()
      .meta({ description: 'What it seems to speak of; empty once it is taken out', example: ['health'] }),
    resolution: resolution.nullable().meta({ description: 'Null while it waits' }),
    resolved_at: z.string().nullable(),
    resolved_by: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ReviewedText' });

/** A form that came in, opened. */
export const submissionSchema = headSchema
  .extend({
    subject: z.string().meta({ example: 'sub_01kat3v5t7q8w2e4r6y8s0h2j4' }),
    notice_version: z.string().meta({ example: 'cmp@2026-11-22' }),
    recorded_at: z.string(),
    confirmed_at: z.string().nullable(),
    actor: z.string().meta({ description: 'Who handed it in: `person`, `cli`, or a key' }),
    answers: z
      .array(z.object({ id: z.string(), label: z.string(), value: z.string() }))
      .readonly()
      .nullable()
      .meta({ description: 'Null once nothing of it is held any more' }),
    choices: z.array(z.object({ label: z.string(), ticked: z.boolean() })).readonly(),
    reviews: z.array(reviewedTextSchema).readonly(),
    files: z.array(z.string()).readonly().meta({ description: 'Fields whose answer is the name of a file' }),
  })
  .meta({ id: 'Submission' });

/** What somebody who has read a flagged text decides. */
export const decideTextSchema = z
  .discriminatedUnion('resolution', [
    z.strictObject({ resolution: z.literal('kept'), reason: z.string().max(2_000) }),
    z.strictObject({ resolution: z.literal('removed') }),
  ])
  .meta({ id: 'TextDecision' });

export const decidedTextSchema = z.object({ reference, field: z.string(), resolution }).meta({
  id: 'DecidedText',
});
