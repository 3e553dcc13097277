import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { ChoiceRecord } from '../../../preferences/read-record.ts';
import { Details } from '../../../ui/details/details.tsx';
import { instantWords } from '../shared/instants.ts';
import { channelName, factName, plain } from '../shared/words.ts';

/** What is held about somebody's choices, each with its date and the words that were shown. */
export function RecordList({ policy, record }: { policy: LoadedPolicy; record: readonly ChoiceRecord[] }) {
  return (
    <section aria-labelledby="held">
      <h2 id="held">What we hold about your choices</h2>
      {record.length === 0 ? <p>Nothing: you have not told us anything yet.</p> : null}
      <Details
        summary={`Show ${record.length === 1 ? 'the one entry' : `all ${record.length} entries`}, with dates and wording`}
      >
        <ol class="govuk-list">
          {record.map((one) => (
            <li>
              <RecordEntry policy={policy} one={one} />
            </li>
          ))}
        </ol>
      </Details>
    </section>
  );
}

const PERSONAL: Readonly<Record<string, string>> = {
  consent: 'You agreed',
  withdrawal: 'You took your consent back',
  unsubscribe: 'You unsubscribed',
  objection: 'You objected',
  restriction: 'You asked us to restrict what we do',
  opt_out_sale_share: 'You opted out of sale and sharing',
  opt_in_sale_share: 'You opted in to sale and sharing',
};

export function RecordEntry({
  policy,
  one,
  brief,
}: {
  policy: LoadedPolicy;
  one: ChoiceRecord;
  brief?: boolean;
}) {
  const box = one.used ? 'You ticked the box against marketing' : 'You were offered a box against marketing';
  const title = one.type === 'refusal_offered' ? box : (PERSONAL[one.type] ?? factName(one.type));
  return (
    <>
      <p>
        <strong>{title}</strong>
        {`, ${instantWords(one.at)} (UK time)`}
        <br />
        {scopeWords(policy, one)}
        {one.method ? `; given by ${plain(one.method)}` : ''}
        {one.notice_version && !brief ? `; notice ${one.notice_version}` : ''}
        {one.reference && !brief ? `; reference ${one.reference}` : ''}
      </p>
      {one.wording ? <blockquote class="heed-quote">{one.wording}</blockquote> : null}
    </>
  );
}

function scopeWords({ data }: LoadedPolicy, { channels, purposes, topics }: ChoiceRecord): string {
  const titles = topics.map(
    (id) => data.purposes.topics.find((topic) => topic.id === id)?.title ?? plain(id),
  );
  const parts = [
    channels.length > 0 ? channels.map(channelName).join(', ') : 'every channel',
    purposes.length > 0 ? plain(purposes) : 'marketing of every kind',
    ...titles,
  ];
  return parts.join('; ');
}
