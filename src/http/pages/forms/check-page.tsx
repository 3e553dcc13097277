import type { FormDefinition } from '../../../forms/definition.ts';
import { WORK_BITS } from '../../../forms/form-challenge.ts';
import type { Answers } from '../../../forms/read-answers.ts';
import { countryName } from '../../../policy/render/words.ts';
import { Button } from '../../../ui/button/button.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { findAssetUrl } from '../../assets.ts';

interface CheckPageProps {
  readonly definition: FormDefinition;
  readonly path: string;
  readonly answers: Answers;
  /** What was sent, to send it again. */
  readonly values: Readonly<Record<string, string>>;
  readonly challenge: string;
  /** A second challenge for people whose browser runs no script: the press after this page counts. */
  readonly wait?: string;
}

/** Check answers. Nothing is kept before the press on this page. */
export function CheckPage({ definition, path, answers, values, challenge, wait }: CheckPageProps) {
  const { form, fields } = definition;
  const script = findAssetUrl('form-work.js');
  return (
    <div class="heed-measure">
      <h1>{wait ? 'One more press' : 'Check your answers'}</h1>
      {wait ? (
        <InsetText>
          Your browser ran no script for us, which is fine. To tell you from a robot we ask for one more
          press, a few seconds from now.
        </InsetText>
      ) : null}
      <SummaryList
        rows={fields.map(({ id, label, kind }) => ({
          key: label,
          value: shown(kind, answers.values[id]),
        }))}
      />
      {form.choices.length > 0 ? (
        <>
          <h2>Your choice</h2>
          <SummaryList
            rows={form.choices.map((choice) => ({
              key: choice.label,
              value: answers.choices.includes(choice) ? <strong>Yes</strong> : 'Not ticked',
            }))}
          />
        </>
      ) : null}
      <form method="post" action={path} data-challenge={challenge} data-bits={String(WORK_BITS)}>
        {Object.entries(values).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="challenge" value={challenge} />
        <input type="hidden" name="work" value="" />
        {wait ? <input type="hidden" name="wait" value={wait} /> : null}
        <div class="heed-actions">
          <Button name="step" value="send">
            {form.submit}
          </Button>
          <Button name="step" value="change" classes="govuk-button--secondary">
            Change
          </Button>
        </div>
      </form>
      {script && !wait ? <script src={script} defer /> : null}
    </div>
  );
}

function shown(kind: string, value: string | undefined): string {
  if (!value) return 'Not given';
  return kind === 'country' ? countryName(value) : value;
}
