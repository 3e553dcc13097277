import { z } from 'zod';
import { instant, messageSchema, pointerOf, subjectSchema } from '../decision/parse-case.ts';
import { CHANNELS, PURPOSES } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import { SCREENED_FIELDS } from './columns.ts';

const word = z.string().trim().min(1).max(200);
const country = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2}$/, 'use two letters such as GB (ISO 3166-1)')
  .transform((text) => text.toUpperCase());

/** What is asked about every row of a list. Channels and purposes that are unknown deny every row. */
const questionSchema = z.strictObject({
  /** Id or alias. */
  policy: word,
  channel: word,
  purpose: word,
  /** What the message is about and carries; what is left out counts as compliant. */
  message: messageSchema.partial().default({}),
  /** RFC 3339 instant of the contact; the start of the run when absent. */
  at: instant.optional(),
  /** Where people are whose country the list does not tell, and how their national numbers are read. */
  country: country.optional(),
  /** What holds for everybody in the list of whom nothing else is known. */
  subject: subjectSchema.omit({ country: true }).partial().default({}),
  /** A source of the policy that the list came from. */
  source: word.optional(),
  /** Purchase entry of the policy, for a bought-in list. */
  list: word.optional(),
  /** Which column is which, by its heading: `{ "phone": "Tel. (work)" }`. Others are found by their usual names. */
  columns: z.partialRecord(z.enum(SCREENED_FIELDS), word).default({}),
});

/** What a person or a client may ask: a channel or purpose that does not exist is a slip, and is told at once. */
export const screeningSchema = questionSchema.extend({
  channel: z.enum(CHANNELS),
  purpose: z.enum(PURPOSES),
});

export type ScreeningInput = z.input<typeof questionSchema>;
export type ScreeningQuestion = z.output<typeof questionSchema>;

/** @throws HeedError VALIDATION with a JSON Pointer for every field that is wrong */
export function parseQuestion(input: unknown): ScreeningQuestion {
  return parse(questionSchema, input);
}

/** As `parseQuestion`, for input of people and clients. */
export function parseScreening(input: unknown): ScreeningQuestion {
  return parse(screeningSchema, input);
}

function parse(schema: z.ZodType<ScreeningQuestion>, input: unknown): ScreeningQuestion {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.map((i) => ({ pointer: pointerOf(i.path), detail: i.message }));
  throw new HeedError(
    'VALIDATION',
    `The screening cannot be run: ${issues.map((i) => `${i.pointer.slice(1)} ${i.detail}`).join('; ')}.`,
    issues,
  );
}
