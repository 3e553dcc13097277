import { type IdentifierKind, KIND_OF_CHANNEL, normaliseIdentifier } from '../contacts/normalise.ts';
import { HeedError, type Issue } from '../errors.ts';
import { holdsCardNumber } from '../facts/card-numbers.ts';
import { numberWords } from '../texts/format.ts';
import type { Language } from '../texts/languages.ts';
import { type Texts, textsIn } from '../texts/texts.ts';
import { countryCode } from './countries.ts';
import type { ChoiceData, FormDefinition, FormField } from './definition.ts';

/** What was entered, checked: only fields of the form, trimmed, and only choices that it offers. */
export interface Answers {
  readonly values: Readonly<Record<string, string>>;
  readonly choices: readonly ChoiceData[];
  /** Given for finding a national number. */
  readonly country: string | undefined;
}

export interface GivenAnswers {
  readonly fields: Readonly<Record<string, string>>;
  readonly choices: readonly string[];
}

export interface ReadOptions {
  /** Refuse fields that the form does not have, as the API does; pages pass over them. */
  readonly strict?: boolean;
  /** Postal address as `Name|Postcode|House`; with it the form need hold no other address. */
  readonly post?: string;
}

const MAX_LINE = 200;
const MAX_TEXT = 5_000;

/**
 * Checks what was entered against the definition. Issues point at `/fields/{id}`, `/choices` or `/post`; none repeats a
 * value.
 */
export function readAnswers(
  { form, fields, policy }: FormDefinition,
  given: GivenAnswers,
  { strict, post }: ReadOptions = {},
): { answers: Answers; issues: readonly Issue[] } {
  const { problems } = textsIn(policy.language).forms;
  const issues: Issue[] = [];
  const values: Record<string, string> = {};
  const country = countryCode(given.fields.country ?? '');
  for (const field of fields) {
    const text = tidy(given.fields[field.id] ?? '');
    const problem = text
      ? wrong(policy.language, field, text, country)
      : field.required
        ? missing(problems, field)
        : undefined;
    if (problem) issues.push({ pointer: `/fields/${field.id}`, detail: problem });
    else if (text) values[field.id] = field.kind === 'country' ? countryCode(text)! : text;
  }
  if (strict) {
    const known = new Set(fields.map(({ id }) => id));
    for (const id of Object.keys(given.fields))
      if (!known.has(id))
        issues.push({ pointer: `/fields/${id.slice(0, 80)}`, detail: 'The form does not ask for this' });
    for (const id of given.choices)
      if (!form.choices.some((choice) => choice.id === id))
        issues.push({ pointer: '/choices', detail: 'The form does not offer one of these choices' });
  }
  const choices = form.choices.filter(({ id }) => given.choices.includes(id));
  for (const choice of choices.filter(({ kind }) => kind === 'opt_in'))
    for (const kind of new Set(choice.channels.map((channel) => KIND_OF_CHANNEL[channel]))) {
      const field = fields.find((one) => one.kind === REACHED_BY[kind ?? '']);
      if (field && !values[field.id] && !issues.some(({ pointer }) => pointer === `/fields/${field.id}`))
        issues.push({
          pointer: `/fields/${field.id}`,
          detail: problems.unlessTick(choice.label),
        });
    }
  const reachable = fields.filter(({ kind }) => kind === 'email' || kind === 'tel');
  const wrongPost = post === undefined ? undefined : wrongPostal(problems, post);
  if (wrongPost) issues.push({ pointer: '/post', detail: wrongPost });
  if (issues.length === 0 && post === undefined && !reachable.some(({ id }) => values[id]))
    issues.push({
      pointer: `/fields/${reachable[0]?.id ?? 'email'}`,
      detail: problems.address,
    });
  return { answers: { values, choices, country }, issues };
}

/** The kind of field that holds an address of this kind. */
const REACHED_BY: Readonly<Record<string, FormField['kind']>> = { email: 'email', phone: 'tel' };

/** Trimmed, in one spelling, without invisible characters that hide text or turn it round; joiners are letters. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/(?![\u200c\u200d])\p{Cf}|(?![\n\t])\p{Cc}/gu, '')
    .trim();
}

type Problems = Texts['forms']['problems'];

function missing(problems: Problems, { kind, label }: FormField): string {
  return kind === 'country' ? problems.country : problems.enter(label);
}

function wrong(
  language: Language,
  field: FormField,
  text: string,
  country: string | undefined,
): string | undefined {
  const { problems } = textsIn(language).forms;
  if (holdsCardNumber(text)) return problems.card;
  const limit = field.kind === 'longtext' || field.kind === 'address' ? MAX_TEXT : MAX_LINE;
  if (text.length > limit) return problems.long(numberWords(limit, language));
  switch (field.kind) {
    case 'email':
      return usable('email', text) ? undefined : problems.email;
    case 'tel':
      return usable('phone', text, country) ? undefined : problems.phone;
    case 'country':
      return countryCode(text) ? undefined : problems.countryOfList;
    case 'year':
      return /^(19|20)\d\d$/.test(text) && Number(text) <= new Date().getUTCFullYear()
        ? undefined
        : problems.year;
    case 'number':
      return /^\d{1,12}(\.\d{1,4})?$/.test(text) ? undefined : problems.number;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? undefined : problems.date;
    case 'choice':
      return field.options.length === 0 || field.options.some(({ value }) => value === text)
        ? undefined
        : problems.choice;
    default:
      return undefined;
  }
}

function usable(kind: 'email' | 'phone', text: string, country?: string): boolean {
  return misread(kind, text, country) === undefined;
}

function wrongPostal(problems: Problems, text: string): string | undefined {
  return holdsCardNumber(text) ? problems.card : misread('post', text);
}

/** Why a text is no identifier of its kind; undefined when it is one. */
function misread(kind: IdentifierKind, text: string, country?: string): string | undefined {
  try {
    normaliseIdentifier(kind, text, { country });
    return undefined;
  } catch (error) {
    if (error instanceof HeedError) return error.message;
    throw error;
  }
}

/**
 * Whether somebody born in a year is surely of an age today. The birthday may still be to come, so the year in which
 * it falls does not count yet.
 */
export function isOldEnough(birthYear: number, minAge: number, now: Date = new Date()): boolean {
  return now.getUTCFullYear() - birthYear - 1 >= minAge;
}
