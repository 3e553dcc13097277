import type { Heed } from '../../../heed.ts';
import type { Screening } from '../../../screening/index.ts';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { Tag, type TagProps } from '../../../ui/tag/tag.tsx';
import { instantWords } from '../shared/instants.ts';
import { channelName, purposeName } from '../shared/words.ts';

const STATES: Readonly<
  Record<Screening['status'], { readonly text: string; readonly colour: TagProps['colour'] }>
> = {
  queued: { text: 'Waiting', colour: 'grey' },
  running: { text: 'Running', colour: 'orange' },
  done: { text: 'Done', colour: 'green' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
  failed: { text: 'Failed', colour: 'red' },
};

/** The latest checks, to come back to. */
export function Recent({ heed, screenings }: { heed: Heed; screenings: readonly Screening[] }) {
  if (screenings.length === 0) return null;
  const nameOf = (id: string) =>
    heed.policies.list().find((policy) => policy.id === id)?.data.policy.controller.name ?? id;
  return (
    <div class="heed-section">
      <h2 id="recent">Earlier checks</h2>
      <Scroll labelledBy="recent">
        <Table
          firstCellIsHeader
          head={[
            { content: 'Started (UK time)' },
            { content: 'For' },
            { content: 'Question' },
            { content: 'State' },
            { content: 'May' },
            { content: 'May not' },
          ]}
          rows={screenings.map(({ id, created_at, policy, question, status, summary }) => [
            { content: <a href={`/screenings/${id}`}>{instantWords(created_at)}</a> },
            { content: nameOf(policy) },
            { content: `${purposeName(question.purpose)}, ${channelName(question.channel).toLowerCase()}` },
            { content: <Tag colour={STATES[status].colour}>{STATES[status].text}</Tag> },
            { content: figure(summary?.counts.allowed) },
            { content: figure(summary?.counts.refused) },
          ])}
        />
      </Scroll>
    </div>
  );
}

const number = new Intl.NumberFormat('en-GB');
const figure = (value: number | undefined): string => (value === undefined ? '–' : number.format(value));
