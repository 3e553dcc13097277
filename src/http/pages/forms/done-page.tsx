import type { Confirmation } from '../../../forms/confirm-consent.ts';
import type { FormDefinition } from '../../../forms/definition.ts';
import type { SubmittedForm } from '../../../forms/submit-form.ts';
import { postalLines } from '../../../policy/render/generators.ts';
import { Button } from '../../../ui/button/button.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { instantWords } from '../shared/instants.ts';

/** Reference, date and a receipt to keep: what was told and what was chosen, in the words that stood there. */
export function DonePage({ definition, done }: { definition: FormDefinition; done: SubmittedForm }) {
  const { form, policy } = definition;
  const { controller } = policy.data.policy;
  const ticked = new Set(done.choices.map(({ id }) => id));
  return (
    <div class="heed-measure">
      <h1>We have got it</h1>
      <p class="heed-lead">
        Your reference is <strong>{done.reference}</strong>. Print this page or keep it as your receipt.
      </p>
      {done.confirmation_mailed ? (
        <InsetText>
          Look into your mailbox and confirm what you ticked. Until you do, we do not send you any of it.
        </InsetText>
      ) : null}
      <SummaryList
        rows={[
          { key: 'Form', value: form.title },
          { key: 'Received', value: `${instantWords(done.received_at)} (UK time)` },
          { key: 'By', value: [controller.name, ...postalLines(controller.postal_address)].join(', ') },
          { key: 'Notice you were shown', value: <a href={`/${policy.id}/notice`}>{done.notice_version}</a> },
        ]}
      />
      {form.choices.length > 0 ? (
        <>
          <h2>What you chose</h2>
          <SummaryList
            rows={form.choices.map(({ id, label }) => ({
              key: label,
              value: ticked.has(id) ? <strong>Yes</strong> : 'Not ticked',
            }))}
          />
        </>
      ) : null}
      <p class="heed-noprint">
        <a href={`/${policy.id}/preferences`}>Change your choices</a> at any time.
      </p>
    </div>
  );
}

/** The page of the link in a confirmation mail. Looking changes nothing. */
export function ConfirmPage({ confirmation, path }: { confirmation: Confirmation; path: string }) {
  const { policy, wordings, reference, confirmed_at } = confirmation;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{confirmed_at ? 'Confirmed' : 'Is that what you want?'}</h1>
      <ul>
        {wordings.map((wording) => (
          <li>{wording}</li>
        ))}
      </ul>
      {confirmed_at ? (
        <p class="heed-lead">
          It counts since {instantWords(confirmed_at)} (UK time). Your reference is{' '}
          <strong>{reference}</strong>.
        </p>
      ) : (
        <form method="post" action={path}>
          <p>One press, and it counts. If it was not you, close this page and nothing happens.</p>
          <Button>Yes, that is what I want</Button>
        </form>
      )}
      <p>
        <a href={`/${policy.id}/preferences`}>Change or stop</a> at any time.
      </p>
    </div>
  );
}
