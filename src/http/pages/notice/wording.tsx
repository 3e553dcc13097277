import type { TextChange } from '../../../notices/changes-between.ts';
import type { BlockChange, SectionChange } from '../../../policy/versions/compare-texts.ts';
import { knownLanguage, LANGUAGE_NAMES } from '../../../texts/languages.ts';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';

/** What reads differently, word by word. */
export function Wording({ changed }: { changed: readonly TextChange[] }) {
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
          {sections.map((section) => (
            <Section section={section} />
          ))}
        </section>
      ))}
    </>
  );
}

/** A heading that came or went with what stands below it is told once. */
function Section({ section: { heading, blocks } }: { section: SectionChange }) {
  const words = useTexts().versions;
  const [first, ...others] = blocks;
  const kind = first && first.kind !== 'changed' && first.words[0]?.text === heading ? first.kind : undefined;
  return (
    <>
      <h4>{kind ? <Marked kind={kind} text={heading} /> : heading || words.opening}</h4>
      {(kind ? others : blocks).map((block) => (
        <Block block={block} />
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
