import type { LoadedPolicy } from '../../../policy/policies.ts';
import { postalLines } from '../../../policy/render/generators.ts';
import type { ChoiceRecord } from '../../../preferences/read-record.ts';
import { Button } from '../../../ui/button/button.tsx';
import { NotificationBanner } from '../../../ui/notification-banner/notification-banner.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import type { HttpContext } from '../../env.ts';
import { instantWords } from '../shared/instants.ts';
import { FormToken } from '../shared/page.tsx';
import { RecordEntry } from './record-list.tsx';

interface ChoiceReceiptProps {
  readonly policy: LoadedPolicy;
  readonly reference: string;
  readonly record: readonly ChoiceRecord[];
  /** Path of the preference centre. */
  readonly back: string;
  readonly late: boolean;
}

/** Shown after Save, and again at the same address whenever the person likes; it prints on one sheet. */
export function ChoiceReceipt({ policy, reference, record, back, late }: ChoiceReceiptProps) {
  const { controller } = policy.data.policy;
  return (
    <div class="heed-measure">
      <h1>Your choices are saved</h1>
      <p class="heed-lead">They count from now on. Keep this page or print it as your receipt.</p>
      {late ? <p>Some ticks could not start anything, because this link is more than 30 days old.</p> : null}
      <SummaryList
        rows={[
          { key: 'Reference', value: <strong>{reference}</strong> },
          { key: 'When', value: `${instantWords(record[0]!.at)} (UK time)` },
          { key: 'With', value: [controller.name, ...postalLines(controller.postal_address)].join(', ') },
          { key: 'Notice in force', value: <a href={`/${policy.id}/notice`}>{policy.version}</a> },
        ]}
      />
      <h2>What you chose</h2>
      <ol class="govuk-list">
        {record.map((one) => (
          <li>
            <RecordEntry policy={policy} one={one} brief />
          </li>
        ))}
      </ol>
      <p class="heed-noprint">
        <a href={back}>Back to your choices</a>
      </p>
    </div>
  );
}

/** The page of a link to an address that nobody has any more, or never had: it can still be stopped for good. */
export function NothingHeld({
  c,
  policy,
  stopped,
}: {
  c: HttpContext;
  policy: LoadedPolicy;
  stopped: boolean;
}) {
  const { name } = policy.data.policy.controller;
  return (
    <div class="heed-measure">
      {stopped ? (
        <NotificationBanner type="success">This address stays free of marketing.</NotificationBanner>
      ) : null}
      <p class="heed-eyebrow">{name}</p>
      <h1>Your choices</h1>
      <p class="heed-lead">We hold nothing about you under the address that this link was made for.</p>
      <p>
        If you were erased, a keyed hash keeps us from writing to that address again. The button makes sure of
        it, whatever happened before.
      </p>
      <form method="post" action={c.req.path}>
        <FormToken c={c} />
        <Button name="all" value="stop" classes="govuk-button--warning">
          Stop everything
        </Button>
      </form>
      <p>
        To hear from us again, use one of <a href={`/${policy.id}/forms`}>our forms</a>.
      </p>
    </div>
  );
}
