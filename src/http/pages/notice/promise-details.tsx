import { CHECKS } from '../../../policy/checks.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Details } from '../../../ui/details/details.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';

/** What stands behind the promises of one block: clause, checks, and whether each check exists yet. */
export function PromiseDetails({ policy, clauses }: { policy: LoadedPolicy; clauses: readonly string[] }) {
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
          {clauses.length === 1 ? 'Promise' : 'Promises'} {clauses.join(', ')}:{' '}
          {stateWords(checks.length, built)}
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

function stateWords(all: number, built: number): string {
  if (all === 0) return 'no check of its own';
  if (built === all) return 'checked';
  return built === 0 ? 'check to come' : 'partly checked';
}

function CheckLine({ id }: { id: string }) {
  const check = CHECKS.get(id);
  if (!check) return <li>{id}</li>;
  return (
    <li>
      {check.state === 'built' ? <Tag colour="green">Checked</Tag> : <Tag colour="orange">To come</Tag>}{' '}
      {check.title}. {check.how}
    </li>
  );
}
