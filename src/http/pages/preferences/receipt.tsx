import { versionPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { postalLines } from '../../../policy/render/generators.ts';
import type { ChoiceRecord } from '../../../preferences/read-record.ts';
import { instantWords } from '../../../texts/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { NotificationBanner } from '../../../ui/notification-banner/notification-banner.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import type { HttpContext } from '../../env.ts';
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
  const { texts, language, address } = usePageLanguage();
  const words = texts.preferences;
  const { controller } = policy.data.policy;
  // The version of that time, also when the page is opened again under a later one.
  const shown = record[0]!.notice_version ?? policy.version;
  return (
    <div class="heed-measure">
      <h1>{words.saved}</h1>
      <p class="heed-lead">{words.savedLead}</p>
      {late ? <p>{words.late}</p> : null}
      <SummaryList
        rows={[
          { key: words.reference, value: <strong>{reference}</strong> },
          { key: words.when, value: words.ukTime(instantWords(record[0]!.at, language)) },
          { key: words.with, value: [controller.name, ...postalLines(controller.postal_address)].join(', ') },
          { key: words.noticeInForce, value: <a href={address(versionPath(policy.id, shown))}>{shown}</a> },
        ]}
      />
      <h2>{words.chosen}</h2>
      <ol class="govuk-list">
        {record.map((one) => (
          <li>
            <RecordEntry policy={policy} one={one} brief />
          </li>
        ))}
      </ol>
      <p class="heed-noprint">
        <a href={address(back)}>{words.back}</a>
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
  const { texts, address } = usePageLanguage();
  const words = texts.preferences;
  const { name } = policy.data.policy.controller;
  return (
    <div class="heed-measure">
      {stopped ? <NotificationBanner type="success">{words.staysFree}</NotificationBanner> : null}
      <p class="heed-eyebrow">{name}</p>
      <h1>{words.heading}</h1>
      <p class="heed-lead">{words.nothingHeld}</p>
      <p>{words.nothingHeldHash}</p>
      <form method="post" action={address(c.req.path)}>
        <FormToken c={c} />
        <Button name="all" value="stop" classes="govuk-button--warning">
          {words.stopAll}
        </Button>
      </form>
      <p>
        {words.hearAgain((text) => (
          <a href={address(`/${policy.id}/forms`)}>{text}</a>
        ))}
      </p>
    </div>
  );
}
