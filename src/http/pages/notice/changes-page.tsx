import { versionsPath } from '../../../notices/addresses.ts';
import type { VersionChanges } from '../../../notices/changes-between.ts';
import type { VersionEntry } from '../../../notices/versions.ts';
import { type Change, REWORDED, UNREAD } from '../../../policy/diff/change.ts';
import type { ContactEffect } from '../../../policy/diff/effect.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { VersionNews } from '../../../policy/versions/published-version.ts';
import { dateWords } from '../../../texts/format.ts';
import { FIRST_LANGUAGE } from '../../../texts/languages.ts';
import { Details } from '../../../ui/details/details.tsx';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import { Tag } from '../../../ui/tag/tag.tsx';
import { CompareForm } from './compare-form.tsx';
import { versionWords } from './version-words.ts';
import { Wording } from './wording.tsx';

interface ChangesPageProps {
  readonly policy: LoadedPolicy;
  readonly versions: readonly VersionEntry[];
  readonly result: VersionChanges;
  /** What the later version says of itself, where it follows the earlier one. */
  readonly news: VersionNews | undefined;
}

/** What changed between two versions of a notice: in short, for whom, in practice, and word by word. */
export function ChangesPage({ policy, versions, result, news }: ChangesPageProps) {
  const { texts, language, address, choices } = usePageLanguage();
  const words = texts.versions;
  const { from, to, changes, effect } = result;
  const elsewhere = choices.find((choice) => choice.language === FIRST_LANGUAGE);
  const link = (text: string) => (
    <a href={elsewhere?.href} hreflang={FIRST_LANGUAGE}>
      {text}
    </a>
  );
  const nothing = changes?.length === 0 && result.texts.length === 0;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{policy.data.policy.name}</p>
      <h1>{words.compareTitle}</h1>
      <p class="heed-lead">{words.between(versionWords(from, language), versionWords(to, language))}</p>
      <CompareForm policy={policy} versions={versions} from={from} to={to} />
      {news ? <News news={news} /> : null}
      {nothing ? (
        <p>{words.nothing}</p>
      ) : (
        <>
          <h2>{words.effect}</h2>
          {changes ? <Effect effect={effect} /> : <p>{words.effectUnknown}</p>}
          {changes && language === FIRST_LANGUAGE ? (
            <>
              <h2>{words.meaning}</h2>
              <Meaning changes={changes} />
            </>
          ) : null}
          {language === FIRST_LANGUAGE ? null : <p>{words.detailsElsewhere(link)}</p>}
          <h2>{words.wording}</h2>
          {result.texts.length > 0 ? <Wording changed={result.texts} /> : <p>{words.wordingNone}</p>}
        </>
      )}
      <p class="heed-noprint">
        <a href={address(versionsPath(policy.id))}>{words.allVersions}</a>
      </p>
    </div>
  );
}

function News({ news: { summary, tell } }: { news: VersionNews }) {
  const { texts, language } = usePageLanguage();
  const words = texts.versions;
  const { colon } = texts.words;
  return (
    <>
      <h2>{words.whatIsNew}</h2>
      <p>{summary}</p>
      {tell.length > 0 ? (
        <>
          <p>{`${words.told}${colon}`}</p>
          <ul>
            {tell.map(({ who, how, by }) => (
              <li>{`${who}${colon} ${how}, ${words.tellBy(dateWords(by, language))}`}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function Effect({ effect: { more, fewer, other } }: { effect: ContactEffect }) {
  const { texts, language } = usePageLanguage();
  const words = texts.versions;
  if (more.length + fewer.length + other.length === 0) return <p>{words.effectNone}</p>;
  const part = (title: string, says: readonly string[]) =>
    says.length > 0 ? (
      <>
        <h3>{title}</h3>
        {language === FIRST_LANGUAGE ? (
          <ul>
            {says.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        ) : null}
      </>
    ) : null;
  return (
    <>
      {part(words.effectMore, more)}
      {part(words.effectFewer, fewer)}
      {part(words.effectOther, other)}
    </>
  );
}

/** Changes by what they are about. The sentences of the comparison are English, so only an English page has them. */
function Meaning({ changes }: { changes: readonly Change[] }) {
  const words = useTexts().versions;
  const shown = changes.filter(({ group }) => !group.startsWith('Notice'));
  const small = shown.filter(({ why }) => SMALL.has(why));
  const big = shown.filter((change) => !small.includes(change));
  return (
    <>
      {big.length > 0 ? <ChangeList changes={big} /> : <p>{words.meaningNone}</p>}
      {small.length > 0 ? (
        <Details summary={words.smaller(small.length)}>
          <ChangeList changes={small} />
        </Details>
      ) : null}
    </>
  );
}

/** Reasons of changes on which nothing depends that people were promised. */
const SMALL: ReadonlySet<string> = new Set([UNREAD.why, REWORDED.why]);

function ChangeList({ changes }: { changes: readonly Change[] }) {
  const words = useTexts().versions;
  return (
    <ul>
      {changes.map(({ says, material }) => (
        <li>
          {material ? <Tag colour="orange">{words.material}</Tag> : null} {says}
        </li>
      ))}
    </ul>
  );
}
