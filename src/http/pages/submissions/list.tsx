import type { SubmissionHead } from '../../../forms/read-submission.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { instantWords } from '../shared/instants.ts';

export interface SubmissionListProps {
  readonly policies: readonly LoadedPolicy[];
  readonly policy: LoadedPolicy;
  readonly toReview: boolean;
  /** Texts to look at, by id of the policy. */
  readonly waiting: ReadonlyMap<string, number>;
  readonly rows: readonly SubmissionHead[];
  readonly more: boolean;
  readonly mayEnter: boolean;
}

/** Forms that came in, newest first, or those with a text to look at. */
export function SubmissionList(props: SubmissionListProps) {
  const { policies, policy, toReview, waiting, rows, more, mayEnter } = props;
  const address = (to: { policy?: string; review?: boolean; before?: string }) => {
    const query = new URLSearchParams({ policy: to.policy ?? policy.id });
    if (to.review ?? toReview) query.set('show', 'review');
    if (to.before) query.set('before', to.before);
    return `/submissions?${query}`;
  };
  return (
    <>
      <h1>Forms that came in</h1>
      <p class="heed-lead">
        What people handed in on the web, on paper and by phone. Texts that seem to speak of health, belief or
        the like wait here until somebody has read them.
      </p>
      {mayEnter ? (
        <Button href="/submissions/enter" classes="govuk-button--secondary">
          Enter a form
        </Button>
      ) : null}
      <div class="heed-toolbar">
        <nav aria-label="Whose forms">
          <ul class="heed-switch">
            {policies.map((one) => (
              <li>
                <a href={address({ policy: one.id })} aria-current={one === policy ? 'true' : undefined}>
                  {one.data.policy.controller.name}
                </a>
                {waiting.get(one.id) ? ` (${waiting.get(one.id)} to look at)` : ''}
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label="Which forms">
          <ul class="heed-switch">
            {[false, true].map((review) => (
              <li>
                <a href={address({ review })} aria-current={review === toReview ? 'true' : undefined}>
                  {review ? 'Texts to look at' : 'All'}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {rows.length === 0 ? (
        <p>{toReview ? 'No text waits to be looked at.' : 'No form came in yet.'}</p>
      ) : (
        <>
          <h2 id="forms" class="govuk-visually-hidden">
            List
          </h2>
          <Scroll labelledBy="forms">
            <Table
              firstCellIsHeader
              head={[
                { content: 'Reference' },
                { content: 'Form' },
                { content: 'Received (UK time)' },
                { content: 'To look at' },
              ]}
              rows={rows.map(({ reference, title, received_at, to_review }) => [
                {
                  content: <a href={`/submissions/${policy.id}/${reference}`}>{reference}</a>,
                  classes: 'heed-nowrap',
                },
                { content: title },
                { content: instantWords(received_at) },
                {
                  content:
                    to_review > 0 ? (
                      <Tag colour="orange">{to_review === 1 ? '1 text' : `${to_review} texts`}</Tag>
                    ) : (
                      '–'
                    ),
                },
              ])}
            />
          </Scroll>
          {more ? (
            <p>
              <a href={address({ before: rows.at(-1)!.id })}>Older ones</a>
            </p>
          ) : null}
        </>
      )}
    </>
  );
}
