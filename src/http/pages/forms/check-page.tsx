import type { FormDefinition } from '../../../forms/definition.ts';
import { WORK_BITS } from '../../../forms/form-challenge.ts';
import type { FormFile } from '../../../forms/form-file.ts';
import type { Answers } from '../../../forms/read-answers.ts';
import { Button } from '../../../ui/button/button.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { findAssetUrl } from '../../assets.ts';
import { choiceRows, fieldRows } from './answer-rows.tsx';

interface CheckPageProps {
  readonly definition: FormDefinition;
  readonly path: string;
  readonly answers: Answers;
  /** What was sent, to send it again. */
  readonly values: Readonly<Record<string, string>>;
  readonly files: readonly FormFile[];
  readonly challenge: string;
  /** A second challenge for people whose browser runs no script: the press after this page counts. */
  readonly wait?: string;
}

/** Check answers. Nothing is kept before the press on this page. */
export function CheckPage({ definition, path, answers, values, files, challenge, wait }: CheckPageProps) {
  const page = usePageLanguage();
  const words = page.texts.forms;
  const { form } = definition;
  const script = findAssetUrl('form-work.js');
  return (
    <div class="heed-measure">
      <h1>{wait ? words.oneMore : words.check}</h1>
      {wait ? <InsetText>{words.oneMoreWhy}</InsetText> : null}
      <SummaryList
        rows={[
          ...fieldRows(definition, answers, page),
          ...definition.files.map(({ id, label }) => ({
            key: label,
            value: files.find(({ field }) => field === id)?.name ?? words.notGiven,
          })),
        ]}
      />
      {form.choices.length > 0 ? (
        <>
          <h2>{words.yourChoice}</h2>
          <SummaryList rows={choiceRows(definition, answers, page)} />
        </>
      ) : null}
      <form
        method="post"
        action={page.address(path)}
        data-challenge={challenge}
        data-bits={String(WORK_BITS)}
      >
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
            {words.change}
          </Button>
        </div>
      </form>
      {script && !wait ? <script src={script} defer /> : null}
    </div>
  );
}
