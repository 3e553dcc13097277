import { holdsCardNumber } from '../../../facts/card-numbers.ts';
import type { FormDefinition } from '../../../forms/definition.ts';
import { tidy } from '../../../forms/read-answers.ts';
import { choiceBox } from './form-page.tsx';

/** Messages by id of the field. */
export type Errors = Readonly<Record<string, string>>;

/** What a form post holds of a form, by its definition: values by field, and ids of ticked boxes. */
export function givenAnswers({ form, fields }: FormDefinition, values: Readonly<Record<string, string>>) {
  return {
    fields: Object.fromEntries(fields.map(({ id }) => [id, values[id] ?? ''])),
    choices: form.choices.filter(({ id }) => values[choiceBox(id)] === 'yes').map(({ id }) => id),
  };
}

/** What to send again from a check page: the answers as read, the ticks, and nothing else that was posted. */
export function keptAnswers(
  definition: FormDefinition,
  values: Readonly<Record<string, string>>,
  read: Readonly<Record<string, string>>,
): Record<string, string> {
  const { fields, choices } = givenAnswers(definition, values);
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
  return { ...given, ...read, ...Object.fromEntries(choices.map((id) => [choiceBox(id), 'yes'])) };
}

export function errorsOf(issues: readonly { pointer: string; detail: string }[]): Errors {
  return Object.fromEntries(issues.map(({ pointer, detail }) => [pointer.replace('/fields/', ''), detail]));
}

/** What was entered, as it is shown again: without card numbers, and without signs that hide text or turn it round. */
export function shownAgain(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (holdsCardNumber(value) ? [] : [[name, tidy(value)]])),
  );
}
