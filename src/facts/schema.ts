import { z } from 'zod';
import { factSchema } from '../decision/parse-case.ts';
import { FACT_TYPES } from '../decision/types.ts';
import { holdsCardNumber } from './card-numbers.ts';

/** What the ledger keeps: everything the engine reads, and what is known of a person (`profile`). */
export const STORED_TYPES = [...FACT_TYPES, 'profile'] as const;
export type StoredType = (typeof STORED_TYPES)[number];

const SOME =
  'write it as a plain code such as event:cx-conference; whatever names a person belongs in evidence';

/** A code, not a text: what stays readable in the ledger must not be able to name anybody. */
const code = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9*][A-Za-z0-9*:_./-]*$/, SOME)
  .refine((text) => !/^\d{7,}$/.test(text), SOME);
const codes = z.array(code).max(100);

/** The words of the engine's fact shape, held to codes. */
const codeFields = {
  channels: codes.optional(),
  purposes: codes.optional(),
  topics: codes.optional(),
  controller: code.optional(),
  method: code.optional(),
  source: code.optional(),
  product: code.optional(),
  nature: code.optional(),
  org: code.optional(),
  register: code.optional(),
  registers: codes.optional(),
  from: code.optional(),
  list: code.optional(),
  via: code.optional(),
};

/** What a `profile` fact may say. `subscriber_reason` is why somebody is held to be a corporate subscriber. */
const profileFields = {
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)')
    .optional(),
  region: code.optional(),
  tz: code.optional(),
  subscriber: z.enum(['individual', 'corporate', 'unknown']).optional(),
  subscriber_reason: code.optional(),
  entity: code.optional(),
  age: z.int().min(0).max(150).optional(),
  birth_year: z.int().min(1850).max(2200).optional(),
  personal_data: z.boolean().optional(),
};

const line = z.string().min(1).max(300);

/** What shows that it happened. Sealed under the person's key; it is the place for texts and names. */
export const evidenceSchema = z.strictObject({
  /** The words that were shown or said. */
  wording: z.string().min(1).max(20_000).optional(),
  /** Language of the wording (RFC 5646), such as `fr`. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  wording_version: line.optional(),
  notice_version: line.optional(),
  form: line.optional(),
  /** Where it was given: a page, an event, a call, a paper form. */
  source: line.optional(),
  /** Where the original is kept: a ticket, a recording, a scan. */
  reference: line.optional(),
  collected_by: line.optional(),
  ip: line.optional(),
  note: z
    .string()
    .max(10_000)
    .refine((text) => !holdsCardNumber(text), 'leave out payment card numbers: they are never kept')
    .optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * A fact to record, in the shape of decision case files: type, `at` (RFC 3339) and the fields of the type, with
 * evidence beside. `replaces` names an earlier fact of the same person and type that this one corrects.
 */
export const newFactSchema = z.strictObject({
  ...factSchema.omit({ id: true }).shape,
  ...codeFields,
  ...profileFields,
  type: z.enum(STORED_TYPES),
  replaces: z.string().optional(),
  evidence: evidenceSchema.optional(),
});
export type NewFact = z.infer<typeof newFactSchema> & {
  /** Id of the person's identifier that the fact is about; absent when it is about the person. */
  readonly identifier?: string;
};

/** The fields that stay readable: all but what has a column of its own. */
export type ClearFields = Omit<NewFact, 'type' | 'at' | 'evidence' | 'identifier'>;

/** A fact as the ledger gives it back. */
export interface StoredFact {
  /** `fact_…` */
  readonly id: string;
  readonly type: StoredType;
  /** RFC 3339 in milliseconds; null only for register facts without an instant. */
  readonly at: string | null;
  /** RFC 3339 in microseconds. */
  readonly recorded_at: string;
  readonly identifier: string | null;
  readonly actor: string;
  readonly clear: ClearFields;
  readonly has_evidence: boolean;
}
