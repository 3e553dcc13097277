import { addMonths, dayOf, startOfDay } from './calendar.ts';
import { type Case, compareText, NO_FACTS } from './case.ts';
import type { Fact } from './types.ts';

/** The instant after which the month for an Art 14 notice is over: the end of the corresponding day (Art 14(3)(a)). */
export function art14Deadline(obtained: Fact, zone: string): number {
  return startOfDay(addMonths(dayOf(obtained.at, zone), 1) + 1, zone);
}

/** Supplies by third parties that the person was never told of; none where the address names nobody. */
export function unannouncedSupplies(c: Case): readonly Fact[] {
  if (c.subject.personal_data === false) return NO_FACTS;
  if (c.supplies.length === 0 || c.notices.some(({ article }) => article === 14)) return NO_FACTS;
  return c.supplies
    .filter(({ from }) => from !== 'subject')
    .sort((a, b) => a.at - b.at || compareText(a.id, b.id));
}
