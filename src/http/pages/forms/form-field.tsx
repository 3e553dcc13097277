import { AUTOCOMPLETE } from '../../../forms/autocomplete.ts';
import { countriesIn } from '../../../forms/countries.ts';
import type { FormField as Field } from '../../../forms/definition.ts';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { Radios } from '../../../ui/radios/radios.tsx';
import { Select } from '../../../ui/select/select.tsx';
import { Textarea } from '../../../ui/textarea/textarea.tsx';

/** One field with its label, its reason, and what was wrong with it. */
export function FormField({ field, value, error }: { field: Field; value?: string; error?: string }) {
  const { texts, language } = usePageLanguage();
  const words = texts.forms;
  const why = `${field.reason}.`;
  const common = {
    name: field.id,
    label: field.required ? field.label : words.optional(field.label),
    hint: field.hint ? `${field.hint} ${why}` : why,
    value,
    error,
    autocomplete: AUTOCOMPLETE[field.id],
  };
  switch (field.kind) {
    case 'email':
      return <Input {...common} type="email" spellcheck={false} />;
    case 'tel':
      return <Input {...common} type="tel" classes="govuk-input--width-20" />;
    case 'year':
      return <Input {...common} inputmode="numeric" classes="govuk-input--width-10" />;
    case 'number':
      return <Input {...common} inputmode="decimal" classes="govuk-input--width-10" />;
    case 'date':
      return <Input {...common} type="date" classes="govuk-input--width-10" />;
    case 'longtext':
    case 'address':
      return <Textarea {...common} rows={field.kind === 'address' ? 3 : 5} />;
    case 'country':
      return (
        <Select
          {...common}
          items={[
            { value: '', text: words.chooseCountry },
            ...countriesIn(language).map(({ code, name }) => ({ value: code, text: name })),
          ]}
          attributes={{ autocomplete: 'country' }}
        />
      );
    case 'choice':
      return <ChoiceField field={field} {...common} />;
    default:
      return <Input {...common} />;
  }
}

/** A list of few is radios, a single one a box, and a list that the policy leaves open a line of text. */
function ChoiceField({
  field,
  label,
  hint,
  value,
  error,
}: {
  field: Field;
  label: string;
  hint: string;
  value?: string;
  error?: string;
}) {
  const items = field.options.map((option) => ({ ...option, checked: option.value === value }));
  if (items.length === 0)
    return <Input name={field.id} label={label} hint={hint} value={value} error={error} />;
  if (items.length === 1)
    return <Checkboxes name={field.id} legend={label} hint={hint} error={error} items={items} />;
  return <Radios name={field.id} legend={label} hint={hint} error={error} items={items} />;
}
