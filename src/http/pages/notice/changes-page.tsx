import { changesPath, versionsPath } from '../../../notices/addresses.ts';
import type { TextChange, VersionChanges } from '../../../notices/changes-between.ts';
import type { VersionEntry } from '../../../notices/versions.ts';
import type { Change } from '../../../policy/diff/change.ts';
import type { ContactEffect } from '../../../policy/diff/effect.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { BlockChange } from '../../../policy/versions/compare-texts.ts';
import type { VersionNews } from '../../../policy/versions/published-version.ts';
import { dateWords } from '../../../texts/format.ts';
import { FIRST_LANGUAGE, knownLanguage, LANGUAGE_NAMES } from '../../../texts/languages.ts';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import { Tag } from '../../../ui/tag/tag.tsx';
import { inLanguage } from '../../page-language.ts';
import { CompareForm } from './compare-form.tsx';
import { versionWords } from './version-words.ts';

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
  const { pathname, search } = new URL(changesPath(policy.id, from, to), 'http://heed.invalid');
  const link = (text: string) => (
    <a href={inLanguage(pathname + search, FIRST_LANGUAGE)} hreflang={FIRST_LANGUAGE}>
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
  return (
    <>
      <h2>{words.whatIsNew}</h2>
      <p>{summary}</p>
      {tell.length > 0 ? (
        <>
          <p>{words.told}:</p>
          <ul>
            {tell.map(({ who, how, by }) => (
              <li>
                {who}: {how}, {words.tellBy(dateWords(by, language))}
              </li>
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
  if (shown.length === 0) return <p>{words.meaningNone}</p>;
  return (
    <ul>
      {shown.map(({ says, material }) => (
        <li>
          {material ? <Tag colour="orange">{words.material}</Tag> : null} {says}
        </li>
      ))}
    </ul>
  );
}

function Wording({ changed }: { changed: readonly TextChange[] }) {
  const { texts, language } = usePageLanguage();
  const words = texts.versions;
  const compared = knownLanguage(/\.([^.]+)\.md$/.exec(changed[0]?.name ?? '')?.[1]);
  const foreign = compared === language ? undefined : compared;
  return (
    <>
      <p>
        {words.wordingHow(
          (text) => (
            <Marked kind="added" text={text} />
          ),
          (text) => (
            <Marked kind="removed" text={text} />
          ),
        )}
      </p>
      {foreign ? <p>{words.comparedIn(LANGUAGE_NAMES[foreign])}</p> : null}
      {changed.map(({ title, change, sections }) => (
        <section class="heed-changes" lang={foreign}>
          <h3>{title}</h3>
          {change === 'new' ? <p>{words.newText}</p> : null}
          {change === 'gone' ? <p>{words.goneText}</p> : null}
          {sections.map(({ heading, blocks }) => (
            <>
              <h4>{heading || words.opening}</h4>
              {blocks.map((block) => (
                <Block block={block} />
              ))}
            </>
          ))}
        </section>
      ))}
    </>
  );
}

function Block({ block: { words } }: { block: BlockChange }) {
  return (
    <p class="heed-change">
      {words.map(({ kind, text }) => (kind === 'same' ? text : <Marked kind={kind} text={text} />))}
    </p>
  );
}

/** Words that came or went, told by line, by colour and, to those who listen, by a word. */
function Marked({ kind, text }: { kind: 'added' | 'removed'; text: string }) {
  const words = useTexts().versions;
  const content = (
    <>
      <span class="govuk-visually-hidden">{kind === 'added' ? words.addedStart : words.removedStart}</span>
      {text}
      <span class="govuk-visually-hidden">{words.markEnd}</span>
    </>
  );
  return kind === 'added' ? <ins>{content}</ins> : <del>{content}</del>;
}
