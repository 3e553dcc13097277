import type { FormDefinition } from '../../../forms/definition.ts';
import type { Answers } from '../../../forms/read-answers.ts';
import { countryName } from '../../../policy/render/words.ts';
import type { PageLanguage } from '../../../ui/language/page-language.ts';

/** What was answered to each field, to check it before it is sent. */
export function fieldRows(
  { fields }: FormDefinition,
  { values }: Answers,
  { texts, language }: Pick<PageLanguage, 'texts' | 'language'>,
) {
  return fields.map(({ id, label, kind, options }) => {
    const value = values[id];
    if (!value) return { key: label, value: texts.forms.notGiven };
    if (kind === 'country') return { key: label, value: countryName(value, language) };
    return { key: label, value: options.find((option) => option.value === value)?.text ?? value };
  });
}

/** What was ticked, and what was not. */
export function choiceRows(
  { form }: FormDefinition,
  { choices }: Answers,
  { texts }: Pick<PageLanguage, 'texts'>,
) {
  const { yes, notTicked } = texts.forms;
  return form.choices.map((choice) => ({
    key: choice.label,
    value: choices.includes(choice) ? <strong>{yes}</strong> : notTicked,
  }));
}
