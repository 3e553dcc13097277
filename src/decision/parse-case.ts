import { z } from 'zod';
import { HeedError } from '../errors.ts';
import { formatDay, parseDay } from './calendar.ts';
import type { PolicyOptions } from './policy.ts';
import { type DecisionRequest, FACT_TYPES, type Fact } from './types.ts';

/**
 * The JSON shape of a decision request with inline facts: the shape of decision case files, field for field. Fields
 * that are not known are left aside, so that notes such as `why` may stand beside the request; unknown kinds of fact
 * are refused, because a stop that is not understood must not be passed over.
 */

const anInstant = 'use an instant with offset, such as 2026-09-01T10:00:00+01:00';

/** An instant (RFC 3339) as it may come from outside: `t` and `z` may be small letters there (section 5.6). */
export const instant = z
  .string(anInstant)
  .toUpperCase()
  .datetime({ offset: true, error: anInstant })
  .refine((text) => !Number.isNaN(Date.parse(text)), 'there is no such instant');
const day = z.string().refine((text) => parseDay(text) !== null, 'use a date such as 2026-09-01');
const word = z.string().min(1).max(200);
const words = z.array(word).max(100);

/** One fact as JSON. */
export const factSchema = z.object({
  type: z.enum(FACT_TYPES),
  id: word.optional(),
  at: instant.optional(),
  channels: words.optional(),
  purposes: words.optional(),
  topics: words.optional(),
  controller: word.optional(),
  method: word.optional(),
  source: word.optional(),
  names_controller: z.boolean().optional(),
  expires_at: instant.optional(),
  product: word.optional(),
  ongoing: z.boolean().optional(),
  ended_at: instant.optional(),
  nature: word.optional(),
  used: z.boolean().optional(),
  direct: z.boolean().optional(),
  org: word.optional(),
  relevant_to_role: z.boolean().optional(),
  no_unsolicited_statement: z.boolean().optional(),
  qualifying: z.boolean().optional(),
  names_referrer: z.boolean().optional(),
  first_message: z.boolean().optional(),
  register: word.optional(),
  registers: words.optional(),
  listed_on: day.optional(),
  file_date: day.optional(),
  from: word.optional(),
  list: word.optional(),
  article: z.coerce.number().int().optional(),
  lifted_at: instant.optional(),
  via: word.optional(),
  mentions_sale_share: z.boolean().optional(),
});
export type FactJson = z.infer<typeof factSchema>;

const timedFact = factSchema.superRefine((fact, ctx) => {
  const dated = fact.type === 'register_listing' || fact.type === 'screening';
  if (!dated && fact.at === undefined)
    ctx.addIssue({ code: 'custom', path: ['at'], message: 'say when it happened' });
});

export const messageSchema = z.object({
  topic: word.optional(),
  promotes: word.default('own'),
  similar: z.boolean().default(true),
  promotional: z.boolean().default(false),
  identity: z.boolean().default(true),
  optout: z.boolean().default(true),
  postal_address: z.boolean().default(true),
  cli: z.boolean().default(true),
  art14_notice: z.boolean().default(false),
  special: word.optional(),
});

export const subjectSchema = z.object({
  country: word.optional(),
  region: word.optional(),
  tz: word.optional(),
  subscriber: word.optional(),
  entity: word.optional(),
  age: z.number().min(0).max(150).optional(),
  personal_data: z.boolean().optional(),
});

export const optionsSchema = z.object({
  tps_grace: z.boolean().optional(),
  casl_same_day: z.boolean().optional(),
});

export const controllerSchema = z.object({
  id: word,
  country: word.optional(),
  charity: z.boolean().optional(),
  registered_charity_ca: z.boolean().optional(),
  pensions_authorised: z.boolean().optional(),
  policy: word.default('law'),
  policy_options: optionsSchema.default({}),
});

export const requestSchema = z.object({
  at: instant,
  controller: controllerSchema,
  subject: subjectSchema,
  channel: word,
  purpose: word,
  message: messageSchema.default(messageSchema.parse({})),
  facts: z.array(timedFact).max(10_000).default([]),
});
export type RequestJson = z.input<typeof requestSchema>;

export interface ParsedRequest {
  readonly request: DecisionRequest;
  /** Id or alias of the policy to decide under. */
  readonly policyId: string;
  /** Switches of the request, over those of the policy. */
  readonly options: PolicyOptions;
}

function ms(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** A fact from JSON as the engine reads it. */
export function factFromJson(json: FactJson): Fact {
  const { at, expires_at, ended_at, lifted_at, listed_on, file_date, ...rest } = json;
  return {
    ...rest,
    at: at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at),
    ...(expires_at !== undefined && { expires_at: ms(expires_at) }),
    ...(ended_at !== undefined && { ended_at: ms(ended_at) }),
    ...(lifted_at !== undefined && { lifted_at: ms(lifted_at) }),
    ...(listed_on !== undefined && { listed_on: parseDay(listed_on) ?? undefined }),
    ...(file_date !== undefined && { file_date: parseDay(file_date) ?? undefined }),
  };
}

/** A fact of the engine as JSON, instants in UTC. */
export function factToJson(fact: Fact): FactJson {
  const { at, expires_at, ended_at, lifted_at, listed_on, file_date, type, ...rest } = fact;
  const iso = (value: number) => new Date(value).toISOString();
  return {
    type,
    ...(Number.isFinite(at) && { at: iso(at) }),
    ...(rest as Partial<FactJson>),
    ...(expires_at !== undefined && { expires_at: iso(expires_at) }),
    ...(ended_at !== undefined && { ended_at: iso(ended_at) }),
    ...(lifted_at !== undefined && { lifted_at: iso(lifted_at) }),
    ...(listed_on !== undefined && { listed_on: formatDay(listed_on) }),
    ...(file_date !== undefined && { file_date: formatDay(file_date) }),
  };
}

/** A request that already fits `requestSchema`, as the engine reads it. */
export function requestFromJson(json: z.output<typeof requestSchema>): ParsedRequest {
  const { policy, policy_options, ...controller } = json.controller;
  return {
    request: { ...json, at: Date.parse(json.at), controller, facts: json.facts.map(factFromJson) },
    policyId: policy,
    options: policy_options,
  };
}

/**
 * Reads a decision request.
 *
 * @throws HeedError `VALIDATION` with a JSON Pointer for every field that is wrong
 */
export function parseRequest(json: unknown): ParsedRequest {
  const result = requestSchema.safeParse(json);
  if (!result.success) {
    throw new HeedError(
      'VALIDATION',
      'The decision request is not valid. Mend the fields below and send it again.',
      result.error.issues.map((issue) => ({ pointer: pointerOf(issue.path), detail: issue.message })),
    );
  }
  return requestFromJson(result.data);
}

/** The JSON Pointer (RFC 6901) of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
