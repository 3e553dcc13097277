import type { Confirmation } from '../../../forms/confirm-consent.ts';
import type { FormDefinition } from '../../../forms/definition.ts';
import type { SubmittedForm } from '../../../forms/submit-form.ts';
import { versionPath } from '../../../notices/addresses.ts';
import { postalLines } from '../../../policy/render/generators.ts';
import { instantWords } from '../../../texts/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';

/** Reference, date and a receipt to keep: what was told and what was chosen, in the words that stood there. */
export function DonePage({ definition, done }: { definition: FormDefinition; done: SubmittedForm }) {
  const { texts, language, address } = usePageLanguage();
  const words = texts.forms;
  const { form, policy } = definition;
  const { controller } = policy.data.policy;
  const ticked = new Set(done.choices.map(({ id }) => id));
  return (
    <div class="heed-measure">
      <h1>{words.done}</h1>
      <p class="heed-lead">
        {words.doneLead(
          (text) => (
            <strong>{text}</strong>
          ),
          done.reference,
        )}
      </p>
      {done.confirmation_mailed ? <InsetText>{words.mailed}</InsetText> : null}
      <SummaryList
        rows={[
          { key: words.form, value: form.title },
          { key: words.received, value: texts.preferences.ukTime(instantWords(done.received_at, language)) },
          { key: words.by, value: [controller.name, ...postalLines(controller.postal_address)].join(', ') },
          {
            key: words.noticeShown,
            value: <a href={address(versionPath(policy.id, done.notice_version))}>{done.notice_version}</a>,
          },
        ]}
      />
      {form.choices.length > 0 ? (
        <>
          <h2>{words.chosen}</h2>
          <SummaryList
            rows={form.choices.map(({ id, label }) => ({
              key: label,
              value: ticked.has(id) ? <strong>{words.yes}</strong> : words.notTicked,
            }))}
          />
        </>
      ) : null}
      <p class="heed-noprint">
        {words.changeChoices((text) => (
          <a href={address(`/${policy.id}/preferences`)}>{text}</a>
        ))}
      </p>
    </div>
  );
}

/** The page of the link in a confirmation mail. Looking changes nothing. */
export function ConfirmPage({ confirmation, path }: { confirmation: Confirmation; path: string }) {
  const { texts, language, address } = usePageLanguage();
  const words = texts.forms;
  const { policy, wordings, reference, confirmed_at } = confirmation;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{confirmed_at ? words.confirmed : words.isThat}</h1>
      <ul>
        {wordings.map((wording) => (
          <li lang={confirmation.language}>{wording}</li>
        ))}
      </ul>
      {confirmed_at ? (
        <p class="heed-lead">
          {words.countsSince(
            (text) => (
              <strong>{text}</strong>
            ),
            instantWords(confirmed_at, language),
            reference,
          )}
        </p>
      ) : (
        <form method="post" action={address(path)}>
          <p>{words.onePress}</p>
          <Button>{words.yesThat}</Button>
        </form>
      )}
      <p>
        {words.changeOrStop((text) => (
          <a href={address(`/${policy.id}/preferences`)}>{text}</a>
        ))}
      </p>
    </div>
  );
}
