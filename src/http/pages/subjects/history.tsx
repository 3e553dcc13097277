import { STOP_TYPES } from '../../../decision/types.ts';
import type { HistoryEntry } from '../../../facts/read-history.ts';
import { Timeline } from '../../../ui/timeline/timeline.tsx';
import { FactFields } from '../decisions/fact-card.tsx';
import { instantWords } from '../shared/instants.ts';
import { factName } from '../shared/words.ts';

const STOPS: ReadonlySet<string> = new Set(STOP_TYPES);

/** A person's facts, the latest first, each with both of its clocks. */
export function History({ facts }: { facts: readonly HistoryEntry[] }) {
  const latestFirst = [...facts].sort((a, b) => when(b).localeCompare(when(a)));
  return (
    <Timeline
      items={latestFirst.map((fact) => ({
        title: STOPS.has(fact.type) ? `Stop: ${factName(fact.type).toLowerCase()}` : factName(fact.type),
        datetime: when(fact),
        date: (
          <>
            Happened {instantWords(when(fact))}, recorded {instantWords(fact.recorded_at)} by {fact.actor}
          </>
        ),
        description: <FactFields fact={fact} />,
        stop: STOPS.has(fact.type),
      }))}
    />
  );
}

const when = (fact: HistoryEntry): string => fact.at ?? fact.recorded_at;
