import { versionsPath } from '../../../notices/addresses.ts';
import type { VersionChanges } from '../../../notices/changes-between.ts';
import type { VersionEntry } from '../../../notices/versions.ts';
import type { Change } from '../../../policy/diff/change.ts';
import type { ContactEffect } from '../../../policy/diff/effect.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { VersionNews } from '../../../policy/versions/published-version.ts';
import { dateWords } from '../../../texts/format.ts';
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
  const { texts, language, address } = usePageLanguage();
  const words = texts.versions;
  const { from, to, changes, effect } = result;
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
          {changes ? (
            <>
              <h2>{words.meaning}</h2>
              <Meaning changes={changes} />
            </>
          ) : null}
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
  const words = useTexts().versions;
  if (more.length + fewer.length + other.length === 0) return <p>{words.effectNone}</p>;
  const part = (title: string, says: readonly string[]) =>
    says.length > 0 ? (
      <>
        <h3>{title}</h3>
        <ul>
          {says.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
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

/** Changes of what is done, in the order of the comparison: what matters first, the rest folded away. */
function Meaning({ changes }: { changes: readonly Change[] }) {
  const { versions: words, changes: sentences } = useTexts();
  // How the notice reads differently stands below, word by word.
  const shown = changes.filter(({ group }) => !group.startsWith(sentences.groups.notice));
  const { unread, reworded } = sentences.why;
  // Nothing depends on these that people were promised.
  const small = shown.filter(({ why }) => why === unread || why === reworded);
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
