import type { HistoryEntry } from '../../../facts/read-history.ts';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { instantWords } from '../shared/instants.ts';
import { factName, plain } from '../shared/words.ts';

const LABELS: Readonly<Record<string, string>> = {
  channels: 'Channels',
  purposes: 'Purposes',
  topics: 'Topics',
  method: 'How it was given',
  product: 'Product',
  from: 'Obtained from',
  list: 'List',
  names_controller: 'Names the organisation',
  expires_at: 'Runs out',
  ended_at: 'Ended',
  lifted_at: 'Lifted',
  used: 'Used the way to refuse',
  subscriber: 'Subscriber',
  subscriber_reason: 'Because',
  tz: 'Time zone',
  personal_data: 'Names a person',
  birth_year: 'Year of birth',
  wording: 'Words shown',
  wording_version: 'Version of the words',
  notice_version: 'Version of the notice',
  source: 'Where',
  reference: 'Kept at',
  collected_by: 'Taken by',
};

const label = (name: string): string => LABELS[name] ?? `${name[0]!.toUpperCase()}${plain(name).slice(1)}`;

/** The fields of a fact and, for those who may see it, its evidence. */
export function FactFields({ fact }: { fact: HistoryEntry }) {
  const fields = Object.entries({ ...fact.clear, ...fact.evidence }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  if (fields.length === 0) return null;
  return (
    <SummaryList
      classes="heed-compact"
      rows={fields.map(([name, value]) => ({
        key: label(name),
        value: /_at$/.test(name)
          ? instantWords(String(value))
          : name === 'wording'
            ? `“${String(value)}”`
            : plain(value),
      }))}
    />
  );
}

/** A fact as evidence: what, when it happened, when it was recorded. */
export function FactCard({ fact }: { fact: HistoryEntry }) {
  return (
    <section class="heed-fact" aria-label={factName(fact.type)}>
      <h3>{factName(fact.type)}</h3>
      <p class="heed-small heed-muted">
        {fact.at ? `Happened ${instantWords(fact.at)}. ` : ''}Recorded {instantWords(fact.recorded_at)} by{' '}
        {fact.actor}.
      </p>
      <FactFields fact={fact} />
      <p class="heed-small">
        <code>{fact.id}</code>
      </p>
    </section>
  );
}
