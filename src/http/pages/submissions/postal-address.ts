import { holdsCardNumber } from '../../../facts/card-numbers.ts';
import { tidy } from '../../../forms/read-answers.ts';
import { textsIn } from '../../../texts/texts.ts';
import type { Errors } from '../forms/answers.ts';

/** What finds somebody who gave neither email nor telephone, in the order of `Name|Postcode|House`. */
export const POST_PARTS = [
  { name: 'post-name', label: 'Name', missing: 'Enter the name on the letter', classes: undefined },
  {
    name: 'post-code',
    label: 'Postcode',
    missing: 'Enter the postcode',
    classes: 'govuk-input--width-10',
  },
  {
    name: 'post-house',
    label: 'House number or name',
    missing: 'Enter the number or name of the house',
    classes: 'govuk-input--width-20',
  },
] as const;

type Values = Readonly<Record<string, string>>;

const part = (values: Values, name: string) => tidy((values[name] ?? '').replaceAll('|', ' '));

/** The postal address that was entered, as `Name|Postcode|House`; undefined when none was. */
export function postalAddress(values: Values): string | undefined {
  const parts = POST_PARTS.map(({ name }) => part(values, name));
  return parts.some(Boolean) ? parts.join('|') : undefined;
}

/**
 * What is wrong with the parts of a postal address, which has all of them or none. One that is `unusable` as a whole
 * although each part looks well is asked for from its first.
 */
export function wrongParts(values: Values, unusable: string | undefined): Errors {
  if (!postalAddress(values)) return {};
  const { problems } = textsIn('en').forms;
  const wrong = POST_PARTS.flatMap(({ name, missing }): [string, string][] => {
    const text = part(values, name);
    if (text.length > 200) return [[name, problems.long('200')]];
    if (holdsCardNumber(text)) return [[name, problems.card]];
    return /[\p{L}\p{N}]/u.test(text) ? [] : [[name, missing]];
  });
  const [first] = POST_PARTS;
  return Object.fromEntries(wrong.length === 0 && unusable ? [[first.name, first.missing]] : wrong);
}
