import type { FormDefinition } from '../../../forms/definition.ts';
import { postalLines } from '../../../policy/render/generators.ts';
import { longDate } from '../../../policy/render/words.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import type { Errors } from './answers.ts';
import { FormField } from './form-field.tsx';

/** Name of the box of a choice. */
export const choiceBox = (id: string): string => `choice-${id}`;
/** A field that people do not see and robots fill in. */
export const HONEYPOT = 'leave-empty';

interface FormPageProps {
  readonly definition: FormDefinition;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Errors;
}

/** A form as its policy declares it: each field with its reason, every box empty, the notice before the button. */
export function FormPage({ definition, path, values, errors }: FormPageProps) {
  const { form, fields, policy } = definition;
  const list = Object.entries(errors).map(([id, text]) => ({ href: `#${id}`, text }));
  return (
    <div class="heed-measure">
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{form.title}</h1>
      <p class="heed-lead">{form.intro}</p>
      <form method="post" action={path} novalidate>
        {fields.map((field) => (
          <FormField field={field} value={values[field.id]} error={errors[field.id]} />
        ))}
        <Choices definition={definition} values={values} />
        {form.photo_notice ? <InsetText>{form.photo_notice}</InsetText> : null}
        <div hidden>
          <label for={HONEYPOT}>Leave this empty</label>
          <input id={HONEYPOT} name={HONEYPOT} autocomplete="off" tabindex={-1} />
        </div>
        <NoticeAtCollection definition={definition} />
        <Button name="step" value="check">
          Continue
        </Button>
      </form>
    </div>
  );
}

interface ChoicesProps extends Pick<FormPageProps, 'definition' | 'values'> {
  /** Somebody copies what a person ticked. */
  readonly staff?: boolean;
}

/** The boxes of a form, each with the notice that belongs beside it. */
export function Choices({ definition: { form }, values, staff }: ChoicesProps) {
  if (form.choices.length === 0) return null;
  const item = ({ id, label }: (typeof form.choices)[number]) => ({
    name: choiceBox(id),
    id: choiceBox(id),
    value: 'yes',
    text: label,
    checked: values[choiceBox(id)] === 'yes',
  });
  const of = (...kinds: string[]) => form.choices.filter(({ kind }) => kinds.includes(kind)).map(item);
  return (
    <>
      <h2>{staff ? 'What they chose' : 'Your choice'}</h2>
      <p hidden={staff}>
        Leave everything empty if you like: what you asked for does not depend on it. You can change your mind
        at any time, as easily as now.
        {form.double_opt_in
          ? ' We first mail you a link to confirm a tick; without that it counts for nothing.'
          : ''}
      </p>
      <Checkboxes
        name="choices"
        legend={staff ? 'Tick only what they ticked or said yes to' : 'Tick only what you want'}
        items={of('opt_in')}
      />
      {form.sponsor_notice ? <InsetText>{form.sponsor_notice}</InsetText> : null}
      {of('share').length > 0 ? (
        <Checkboxes name="sharing" legend="Passing your details on" items={of('share')} />
      ) : null}
      {of('opt_out').length > 0 ? (
        <Checkboxes
          name="no"
          legend="No marketing at all"
          hint="If you tick this and another box, this one counts."
          items={of('opt_out')}
        />
      ) : null}
    </>
  );
}

/** Who, what for, on which basis and where to read more (GDPR Art 13, Civ Code 1798.100), before anything is sent. */
function NoticeAtCollection({ definition: { form, policy } }: Pick<FormPageProps, 'definition'>) {
  const { controller } = policy.data.policy;
  const purposes = policy.data.purposes.purposes.filter(({ id }) => form.purposes.includes(id));
  return (
    <section class="heed-card" aria-labelledby="use">
      <h2 id="use">What we do with this</h2>
      <p>
        {[controller.name, ...postalLines(controller.postal_address)].join(', ')}, uses what you enter for:
      </p>
      <ul>
        {purposes.map(({ title, basis }) => (
          <li>
            {title} ({BASES[basis]})
          </li>
        ))}
      </ul>
      <p>
        Marketing is sent only as you choose above and as the law allows; you can say no to it at any time.
        How long we keep what, who gets it and what your rights are stands in our{' '}
        <a href={`/${policy.id}/notice`}>
          privacy notice of {longDate(policy.data.policy.version.slice(0, 10))}
        </a>
        .
      </p>
    </section>
  );
}

const BASES: Readonly<Record<string, string>> = {
  consent: 'only with your consent',
  contract: 'for what you asked us to do',
  legal_obligation: 'because the law demands it',
  legitimate_interests: 'on legitimate interests; you can object',
};
