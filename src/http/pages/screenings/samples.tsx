import { reasonSentence, reasonTitle } from '../../../decision/reasons.ts';
import type { SampledRow } from '../../../screening/index.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { instantWords } from '../shared/instants.ts';
import { lawWords } from '../shared/words.ts';

/** Some rows of a list that got one reason, each with what decided it. */
export function Samples({
  id,
  reason,
  samples,
}: {
  id: string;
  reason: string;
  samples: readonly SampledRow[];
}) {
  return (
    <div class="heed-measure">
      <BackLink href={`/screenings/${id}`}>Back to the result</BackLink>
      <h1 class="govuk-heading-l">{reasonTitle(reason)}: examples</h1>
      <p class="heed-lead">{reasonSentence(reason)}</p>
      {samples.map((row) => (
        <section class="heed-fact" aria-labelledby={`line-${row.line}`}>
          <h2 id={`line-${row.line}`}>Line {row.line}</h2>
          <Row row={row} />
          <p>
            <a href={`/screenings/${id}/rows/${row.line}`}>
              Full explanation<span class="govuk-visually-hidden"> of line {row.line}</span>
            </a>
          </p>
        </section>
      ))}
    </div>
  );
}

function Row({ row }: { row: SampledRow }) {
  const { decision } = row;
  const shown = [...row.cells].filter(({ value }) => value !== '').slice(0, 6);
  return (
    <SummaryList
      classes="heed-compact"
      rows={[
        ...shown.map(({ column, value }) => ({ key: column, value })),
        {
          key: 'Law',
          value: lawWords(decision.law, decision.clause_ids).join(', ') || 'None beyond the promise',
        },
        ...(decision.clause_ids.length > 0
          ? [{ key: 'Promise', value: decision.clause_ids.join(', ') }]
          : []),
        ...(decision.changes_at
          ? [{ key: 'Changes on', value: `${instantWords(decision.changes_at)} (UK time)` }]
          : []),
      ]}
    />
  );
}
