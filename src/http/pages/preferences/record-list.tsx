import { factVersionPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { ChoiceRecord } from '../../../preferences/read-record.ts';
import { instantWords } from '../../../texts/format.ts';
import type { Texts } from '../../../texts/texts.ts';
import { Details } from '../../../ui/details/details.tsx';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import { plain } from '../shared/words.ts';

/** What is held about somebody's choices, each with its date and the words that were shown. */
export function RecordList({ policy, record }: { policy: LoadedPolicy; record: readonly ChoiceRecord[] }) {
  const words = useTexts().preferences;
  return (
    <section aria-labelledby="held">
      <h2 id="held">{words.held}</h2>
      {record.length === 0 ? <p>{words.nothingTold}</p> : null}
      <Details summary={words.showEntries(record.length)}>
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

export function RecordEntry({
  policy,
  one,
  brief,
}: {
  policy: LoadedPolicy;
  one: ChoiceRecord;
  brief?: boolean;
}) {
  const { texts, language } = usePageLanguage();
  const words = texts.preferences;
  const box = one.used ? words.boxTicked : words.boxOffered;
  const title = one.type === 'refusal_offered' ? box : (words.acts[one.type] ?? plain(one.type));
  const details = [
    scopeWords(words, policy, one),
    one.method ? words.givenBy(words.methods[one.method] ?? plain(one.method)) : '',
    one.notice_version && !brief ? <NoticeOf policy={policy} version={one.notice_version} /> : '',
    one.reference && !brief ? words.referenceOf(one.reference) : '',
  ];
  return (
    <>
      <p>
        <strong>{title}</strong>
        {`, ${words.ukTime(instantWords(one.at, language))}`}
        <br />
        {details.filter(Boolean).map((detail, i) => (
          <>
            {i > 0 ? '; ' : ''}
            {detail}
          </>
        ))}
      </p>
      {one.wording ? (
        <blockquote class="heed-quote" lang={one.language ?? undefined}>
          {one.wording}
        </blockquote>
      ) : null}
    </>
  );
}

function scopeWords(
  words: Texts['preferences'],
  { data }: LoadedPolicy,
  { channels, purposes, topics }: ChoiceRecord,
): string {
  const name = (names: Readonly<Record<string, string>>) => (code: string) => names[code] ?? plain(code);
  const titles = topics.map(
    (id) => data.purposes.topics.find((topic) => topic.id === id)?.title ?? plain(id),
  );
  const parts = [
    channels.length > 0 ? channels.map(name(words.channelNames)).join(', ') : words.everyChannel,
    purposes.length > 0 ? purposes.map(name(words.purposeNames)).join(', ') : words.everyMarketing,
    ...titles,
  ];
  return parts.join('; ');
}

/** The notice that was shown, with its fixed page where it was one of this policy. */
function NoticeOf({ policy, version }: { policy: LoadedPolicy; version: string }) {
  const { texts, address } = usePageLanguage();
  const path = factVersionPath(policy.id, version);
  const words = texts.preferences.notice(version);
  return <>{path ? <a href={address(path)}>{words}</a> : words}</>;
}
