import { addMonths, dayOf, startOfDay } from './calendar.ts';
import { byController, type Case, compareText } from './case.ts';
import type { Fact } from './types.ts';

/** The instant after which the month for an Art 14 notice is over: the end of the corresponding day (Art 14(3)(a)). */
export function art14Deadline(obtained: Fact, zone: string): number {
  return startOfDay(addMonths(dayOf(obtained.at, zone), 1) + 1, zone);
}

/** Supplies by third parties that the person was never told of; none where the address names nobody. */
export function unannouncedSupplies(c: Case): Fact[] {
  if (c.subject.personal_data === false) return [];
  const told = c.facts.some(
    (fact) => fact.type === 'privacy_notice' && fact.article === 14 && byController(fact, c.controller.id),
  );
  if (told) return [];
  return c.facts
    .filter(
      (fact) => fact.type === 'obtained' && fact.from !== 'subject' && byController(fact, c.controller.id),
    )
    .sort((a, b) => a.at - b.at || compareText(a.id, b.id));
}
