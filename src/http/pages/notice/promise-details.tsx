import { CHECKS } from '../../../policy/checks.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { checkWords } from '../../../texts/checks.ts';
import type { Texts } from '../../../texts/texts.ts';
import { Details } from '../../../ui/details/details.tsx';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import { Tag } from '../../../ui/tag/tag.tsx';

/** What stands behind the promises of one block: clause, checks, and whether each check exists yet. */
export function PromiseDetails({ policy, clauses }: { policy: LoadedPolicy; clauses: readonly string[] }) {
  const {
    notice: words,
    words: { colon },
  } = useTexts();
  const entries = clauses.map(
    (id) => policy.data.clauses.clauses.find((clause) => clause.id === id) ?? { id, title: '', checks: [] },
  );
  const checks = entries.flatMap(({ checks }) => checks);
  const built = checks.filter((id) => CHECKS.get(id)?.state === 'built').length;
  return (
    <Details
      classes="heed-promise"
      summary={
        <>
          {words.promises(clauses.length)} {clauses.join(', ')}
          {colon} {stateWords(words, checks.length, built)}
        </>
      }
    >
      {entries.map(({ id, title, checks }) => (
        <>
          <p>
            <strong>{id}</strong> {title}
          </p>
          {checks.length > 0 ? (
            <ul class="govuk-list">
              {checks.map((check) => (
                <CheckLine id={check} />
              ))}
            </ul>
          ) : null}
        </>
      ))}
    </Details>
  );
}

function stateWords(words: Texts['notice'], all: number, built: number): string {
  if (all === 0) return words.noCheck;
  if (built === all) return words.checked;
  return built === 0 ? words.checkToCome : words.partlyChecked;
}

function CheckLine({ id }: { id: string }) {
  const { texts, language } = usePageLanguage();
  const { checkedTag, toComeTag } = texts.notice;
  const check = CHECKS.get(id);
  if (!check) return <li>{id}</li>;
  const { title, how } = checkWords(check, language);
  return (
    <li>
      {check.state === 'built' ? (
        <Tag colour="green">{checkedTag}</Tag>
      ) : (
        <Tag colour="orange">{toComeTag}</Tag>
      )}{' '}
      {title}. {how}
    </li>
  );
}
