import { canExceed } from '../duration.ts';
import { setChanges, type Verdict, words } from './change.ts';
import { capital, type Entry, type FieldRule, type Said } from './compare-entries.ts';

/** "X changes from A to B", with one verdict whatever the values. */
export function changed(what: string, verdict: Verdict, say: (value: unknown) => string = words): FieldRule {
  return (before, after, name) => {
    const field = fieldOf(before, after, what);
    return {
      says: `${capital(what)} of ${name} changes from ${say(before[field])} to ${say(after[field])}.`,
      ...verdict,
    };
  };
}

/** A switch: what it means to turn it on, and off. */
export function flag(
  field: string,
  on: [says: string, verdict: Verdict],
  off: [says: string, verdict: Verdict],
): FieldRule {
  return (_before, after, name) => {
    const [says, verdict] = after[field] ? on : off;
    return { says: `${capital(name)} ${says}.`, ...verdict };
  };
}

/** A list whose order means nothing: what it means to gain a value, and to lose one. */
export function members(
  field: string,
  gains: [says: (values: string[]) => string, verdict: Verdict],
  loses: [says: (values: string[]) => string, verdict: Verdict],
): FieldRule {
  return (before, after, name) => {
    const { added, gone } = setChanges(before[field] ?? [], after[field] ?? []);
    const said: Said[] = [];
    if (added.length > 0) said.push({ says: `${capital(name)} ${gains[0](added)}.`, ...gains[1] });
    if (gone.length > 0) said.push({ says: `${capital(name)} ${loses[0](gone)}.`, ...loses[1] });
    return said.length > 0 ? said : null;
  };
}

/** A period or clock: longer and shorter mean different things. A browser session counts as shortest,
 * an open-ended period as longest. */
export function period(
  field: string,
  subject: (name: string) => string,
  say: (entry: Entry) => string,
  longer: Verdict,
  shorter: Verdict,
): FieldRule {
  return (before, after, name) => {
    const grew = lasts(after[field]) > lasts(before[field]) || canExceed(after[field], before[field]);
    return {
      says: `${capital(subject(name))} changes from ${say(before)} to ${say(after)}.`,
      ...(grew ? longer : shorter),
    };
  };
}

/** Rank of a period that is no duration, against those that are. */
function lasts(value: string): number {
  if (value === 'session') return 0;
  return value.startsWith('P') ? 1 : 2;
}

function fieldOf(before: Entry, after: Entry, what: string): string {
  const field = what.replaceAll(' ', '_');
  return field in after || field in before ? field : what;
}
