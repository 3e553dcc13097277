import { KIND_OF_CHANNEL, normaliseIdentifier } from '../contacts/normalise.ts';
import { HeedError, type Issue } from '../errors.ts';
import { holdsCardNumber } from './card-numbers.ts';
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

const MAX_LINE = 200;
const MAX_TEXT = 5_000;

/**
 * Checks what was entered against the definition. Issues point at `/fields/{id}` or `/choices`; none repeats a value.
 *
 * @param strict refuse fields that the form does not have, as the API does; pages pass over them
 */
export function readAnswers(
  { form, fields }: FormDefinition,
  given: GivenAnswers,
  strict = false,
): { answers: Answers; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const values: Record<string, string> = {};
  const country = countryCode(given.fields.country ?? '');
  for (const field of fields) {
    const text = tidy(given.fields[field.id] ?? '');
    const problem = text ? wrong(field, text, country) : field.required ? missing(field) : undefined;
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
          detail: `Enter this, or take away the tick at “${choice.label}”`,
        });
    }
  const reachable = fields.filter(({ kind }) => kind === 'email' || kind === 'tel');
  if (issues.length === 0 && !reachable.some(({ id }) => values[id]))
    issues.push({
      pointer: `/fields/${reachable[0]?.id ?? 'email'}`,
      detail: 'Enter an email address or a telephone number, so that we can answer',
    });
  return { answers: { values, choices, country }, issues };
}

/** The kind of field that holds an address of this kind. */
const REACHED_BY: Readonly<Record<string, FormField['kind']>> = { email: 'email', phone: 'tel' };

/** Trimmed, in one spelling, without invisible characters that hide text or turn it round; joiners are letters. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/(?![\u200c\u200d])\p{Cf}|(?![\n\t])\p{Cc}/gu, '')
    .trim();
}

function missing({ kind, label }: FormField): string {
  if (kind === 'country') return 'Choose your country';
  return `Enter ${label[0]!.toLowerCase()}${label.slice(1)}`;
}

function wrong(field: FormField, text: string, country: string | undefined): string | undefined {
  if (holdsCardNumber(text)) return 'Leave out card numbers: we never need one here, and we do not keep it';
  const limit = field.kind === 'longtext' || field.kind === 'address' ? MAX_TEXT : MAX_LINE;
  if (text.length > limit) return `Keep this under ${limit.toLocaleString('en-GB')} characters`;
  switch (field.kind) {
    case 'email':
      return usable('email', text) ? undefined : 'Enter an email address, such as name@example.org';
    case 'tel':
      return usable('phone', text, country)
        ? undefined
        : 'Enter a telephone number with its country code, such as +44 20 7946 0000';
    case 'country':
      return countryCode(text) ? undefined : 'Choose a country of the list';
    case 'year':
      return /^(19|20)\d\d$/.test(text) && Number(text) <= new Date().getUTCFullYear()
        ? undefined
        : 'Enter a year, such as 1985';
    case 'number':
      return /^\d{1,12}(\.\d{1,4})?$/.test(text) ? undefined : 'Enter a number';
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
        ? undefined
        : 'Enter a date, such as 2026-11-22';
    case 'choice':
      return field.options.length === 0 || field.options.includes(text)
        ? undefined
        : 'Choose one of the list';
    default:
      return undefined;
  }
}

function usable(kind: 'email' | 'phone', text: string, country?: string): boolean {
  try {
    normaliseIdentifier(kind, text, { country });
    return true;
  } catch (error) {
    if (error instanceof HeedError) return false;
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
