import { canExceed } from '../duration.ts';
import { setChanges, type Verdict, words } from './change.ts';
import { capital, type Entry, type FieldRule, type Said } from './compare-entries.ts';
import type { Speech } from './speech.ts';

type Spoken = readonly [says: string, verdict: Verdict];
type SpokenOf = readonly [says: (values: string[]) => string, verdict: Verdict];

/** Rules for fields of the usual shapes, in the language of a comparison. */
export function fieldRules({ t }: Speech) {
  return {
    /** "X changes from A to B", with one verdict whatever the values. */
    changed(
      field: string,
      verdict: Verdict,
      say: (value: unknown) => string = (value) => words(value, t),
    ): FieldRule {
      return (before, after, name) => {
        const says = t.changed(t.fieldName(field), name, say(before[field]), say(after[field]));
        return { says: capital(says), ...verdict };
      };
    },

    /** A switch: what it means to turn it on, and off. */
    flag(field: string, on: Spoken, off: Spoken): FieldRule {
      return (_before, after, name) => {
        const [says, verdict] = after[field] ? on : off;
        return { says: t.sentence(capital(name), says), ...verdict };
      };
    },

    /** A list whose order means nothing: what it means to gain a value, and to lose one. */
    members(field: string, gains: SpokenOf, loses: SpokenOf): FieldRule {
      return (before, after, name) => {
        const { added, gone } = setChanges(before[field] ?? [], after[field] ?? []);
        const said: Said[] = [];
        if (added.length > 0) said.push({ says: t.sentence(capital(name), gains[0](added)), ...gains[1] });
        if (gone.length > 0) said.push({ says: t.sentence(capital(name), loses[0](gone)), ...loses[1] });
        return said.length > 0 ? said : null;
      };
    },

    /** A period or clock: longer and shorter mean different things. A browser session counts as shortest,
     * an open-ended period as longest. */
    period(
      field: string,
      subject: (name: string) => string,
      say: (entry: Entry) => string,
      longer: Verdict,
      shorter: Verdict,
    ): FieldRule {
      return (before, after, name) => {
        const grew = lasts(after[field]) > lasts(before[field]) || canExceed(after[field], before[field]);
        return {
          says: t.period(capital(subject(name)), say(before), say(after)),
          ...(grew ? longer : shorter),
        };
      };
    },
  };
}

/** Rank of a period that is no duration, against those that are. */
function lasts(value: string): number {
  if (value === 'session') return 0;
  return value.startsWith('P') ? 1 : 2;
}
