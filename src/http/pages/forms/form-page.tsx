import type { FormDefinition } from '../../../forms/definition.ts';
import { versionPath } from '../../../notices/addresses.ts';
import { postalLines } from '../../../policy/render/generators.ts';
import { longDate } from '../../../policy/render/words.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import type { Errors } from './answers.ts';
import { FileField } from './file-field.tsx';
import { FormField } from './form-field.tsx';
import type { TakenFiles } from './take-files.ts';

/** Name of the box of a choice. */
export const choiceBox = (id: string): string => `choice-${id}`;
/** A field that people do not see and robots fill in. */
export const HONEYPOT = 'leave-empty';

interface FormPageProps {
  readonly definition: FormDefinition;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Errors;
  /** Files that were chosen before. */
  readonly taken?: TakenFiles;
}

/** A form as its policy declares it: each field with its reason, every box empty, the notice before the button. */
export function FormPage({ definition, path, values, errors, taken }: FormPageProps) {
  const { texts, address } = usePageLanguage();
  const words = texts.forms;
  const { form, fields, files, policy } = definition;
  const list = Object.entries(errors).map(([id, text]) => ({ href: `#${id}`, text }));
  return (
    <div class="heed-measure">
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{form.title}</h1>
      <p class="heed-lead">{form.intro}</p>
      <form
        method="post"
        action={address(path)}
        enctype={files.length > 0 ? 'multipart/form-data' : undefined}
        novalidate
      >
        {fields.map((field) => (
          <FormField field={field} value={values[field.id]} error={errors[field.id]} />
        ))}
        {files.map((field) => (
          <FileField field={field} error={errors[field.id]} taken={taken} />
        ))}
        <Choices definition={definition} values={values} />
        {form.photo_notice ? <InsetText>{form.photo_notice}</InsetText> : null}
        <div hidden>
          <label for={HONEYPOT}>{words.leaveEmpty}</label>
          <input id={HONEYPOT} name={HONEYPOT} autocomplete="off" tabindex={-1} />
        </div>
        <NoticeAtCollection definition={definition} />
        <Button name="step" value="check">
          {words.continue}
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
  const words = useTexts().forms;
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
      <h2>{staff ? 'What they chose' : words.yourChoice}</h2>
      {staff ? null : (
        <p>
          {words.choiceLead}
          {form.double_opt_in ? ` ${words.choiceConfirm}` : ''}
        </p>
      )}
      <Checkboxes
        name="choices"
        legend={staff ? 'Tick only what they ticked or said yes to' : words.tickOnly}
        items={of('opt_in')}
      />
      {form.sponsor_notice ? <InsetText>{form.sponsor_notice}</InsetText> : null}
      {of('share').length > 0 ? (
        <Checkboxes name="sharing" legend={words.sharing} items={of('share')} />
      ) : null}
      {of('opt_out').length > 0 ? (
        <Checkboxes name="no" legend={words.noMarketing} hint={words.noMarketingHint} items={of('opt_out')} />
      ) : null}
    </>
  );
}

/** Who, what for, on which basis and where to read more (GDPR Art 13, Civ Code 1798.100), before anything is sent. */
function NoticeAtCollection({ definition: { form, policy } }: Pick<FormPageProps, 'definition'>) {
  const { texts, language, address } = usePageLanguage();
  const words = texts.forms;
  const { controller } = policy.data.policy;
  const purposes = policy.data.purposes.purposes.filter(({ id }) => form.purposes.includes(id));
  return (
    <section class="heed-card" aria-labelledby="use">
      <h2 id="use">{words.use}</h2>
      <p>{words.usesFor([controller.name, ...postalLines(controller.postal_address)].join(', '))}</p>
      <ul>
        {purposes.map(({ title, basis }) => (
          <li>
            {title} ({words.bases[basis]})
          </li>
        ))}
      </ul>
      <p>
        {words.noticeAtCollection(
          (text) => (
            <a href={address(versionPath(policy.id, policy.version))}>{text}</a>
          ),
          longDate(policy.data.policy.version.slice(0, 10), language),
        )}
      </p>
    </section>
  );
}
