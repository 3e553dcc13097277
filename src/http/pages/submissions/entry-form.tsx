import type { FormDefinition } from '../../../forms/definition.ts';
import type { Answers } from '../../../forms/read-answers.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { longDate } from '../../../policy/render/words.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import type { HttpContext } from '../../env.ts';
import { choiceRows, fieldRows } from '../forms/answer-rows.tsx';
import { type Errors, keptAnswers, shownAgain } from '../forms/answers.ts';
import { FormField } from '../forms/form-field.tsx';
import { Choices } from '../forms/form-page.tsx';
import { FormToken } from '../shared/page.tsx';
import { POST_PARTS, postalAddress } from './postal-address.ts';

const KINDS: Readonly<Record<string, string>> = {
  paper: 'on paper',
  phone: 'by phone',
  badge: 'at a stand, by badge',
};

/** The forms that staff enter. */
export function EntryList({ policies }: { policies: readonly LoadedPolicy[] }) {
  return (
    <div class="heed-measure">
      <BackLink href="/submissions">Forms that came in</BackLink>
      <h1>Enter a form</h1>
      <p class="heed-lead">What came on paper, by phone or at a stand counts from the day it reached you.</p>
      {policies
        .map((policy) => ({ policy, forms: policy.data.forms.forms.filter(({ kind }) => kind !== 'web') }))
        .filter(({ forms }) => forms.length > 0)
        .map(({ policy, forms }) => (
          <>
            <h2>{policy.data.policy.controller.name}</h2>
            <ul>
              {forms.map(({ id, title, kind }) => (
                <li>
                  <a href={`/submissions/enter/${policy.id}/${id}`}>{title}</a> ({KINDS[kind]})
                </li>
              ))}
            </ul>
          </>
        ))}
    </div>
  );
}

export interface EntryFormProps {
  readonly c: HttpContext;
  readonly definition: FormDefinition;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Errors;
}

/** The same fields and boxes as the person had, with the day it came. */
export function EntryForm({ c, definition, values, errors }: EntryFormProps) {
  const { form, fields, policy } = definition;
  const shown = shownAgain(values);
  const list = Object.entries(errors).map(([id, text]) => ({ href: `#${id}`, text }));
  return (
    <div class="heed-measure">
      <BackLink href="/submissions/enter">Enter another form</BackLink>
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{form.title}</h1>
      <InsetText>{form.intro}</InsetText>
      <form method="post" action={c.req.path} novalidate>
        <FormToken c={c} />
        <input type="hidden" name="token" value={values.token} />
        <Input
          name="received-at"
          type="date"
          label="When did it reach you?"
          hint="UK time. A stop holds from that day on; a permission never outranks a stop of the same day."
          value={shown['received-at']}
          error={errors['received-at']}
          classes="govuk-input--width-10"
        />
        {fields.map((field) => (
          <FormField field={field} value={shown[field.id]} error={errors[field.id]} />
        ))}
        <PostalAddress values={shown} errors={errors} />
        <Choices definition={definition} values={values} staff />
        <Button name="step" value="check">
          Continue
        </Button>
      </form>
    </div>
  );
}

/** Found by name, postcode and house, as they are written on letters. */
function PostalAddress({ values, errors }: Pick<EntryFormProps, 'values' | 'errors'>) {
  return (
    <Details
      summary="They gave a postal address only"
      open={POST_PARTS.some(({ name }) => values[name] || errors[name])}
    >
      <p>
        Without email and telephone, the person is found by these three. Write them as they stand on your
        letters.
      </p>
      {POST_PARTS.map(({ name, label, classes }) => (
        <Input name={name} label={label} classes={classes} value={values[name]} error={errors[name]} />
      ))}
    </Details>
  );
}

interface CheckEntryProps extends Omit<EntryFormProps, 'errors'> {
  readonly answers: Answers;
}

/** Check before anything is recorded. */
export function CheckEntry({ c, definition, values, answers }: CheckEntryProps) {
  const page = usePageLanguage();
  const post = postalAddress(values);
  const again = {
    ...keptAnswers(definition, values, answers.values),
    ...Object.fromEntries(POST_PARTS.flatMap(({ name }) => (values[name] ? [[name, values[name]]] : []))),
    'received-at': values['received-at'] ?? '',
    token: values.token ?? '',
  };
  return (
    <div class="heed-measure">
      <h1>Check before you record it</h1>
      <SummaryList
        rows={[
          { key: 'Form', value: definition.form.title },
          { key: 'Reached you', value: longDate(again['received-at']) },
          ...fieldRows(definition, answers, page),
          ...(post ? [{ key: 'Postal address', value: post.replaceAll('|', ', ') }] : []),
          ...choiceRows(definition, answers, page),
        ]}
      />
      <form method="post" action={c.req.path}>
        <FormToken c={c} />
        {Object.entries(again).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="heed-actions">
          <Button name="step" value="save">
            Record it
          </Button>
          <Button name="step" value="change" classes="govuk-button--secondary">
            Change
          </Button>
        </div>
      </form>
    </div>
  );
}
