import { parseDuration } from './duration.ts';
import type { PolicyData } from './schema.ts';

/** When a document was brought up to date, and when it has to be again. */
export interface Review {
  /** `YYYY-MM-DD`. */
  readonly reviewed: string;
  /** `YYYY-MM-DD`: the last day on which it counts as up to date. */
  readonly due: string;
  readonly state: 'current' | 'due' | 'overdue';
}

type Document = PolicyData['requests']['documents'][number];

/** For so many days before its end a review is asked for. */
const AHEAD_DAYS = 30;

/**
 * The review of a document by the clock it names, or null for one that has none.
 *
 * @param today `YYYY-MM-DD`
 */
export function reviewOf(data: PolicyData, document: Document, today: string): Review | null {
  const clock = data.requests.clocks.find(({ id }) => id === document.review_clock);
  if (!clock || document.reviewed === undefined) return null;
  const due = after(document.reviewed, clock.within);
  return {
    reviewed: document.reviewed,
    due,
    state: today > due ? 'overdue' : today >= after(due, `P${AHEAD_DAYS}D`, -1) ? 'due' : 'current',
  };
}

/** The same day a period later; the last day of a month that has no such day. */
function after(day: string, period: string, sign = 1): string {
  const { years, months, days } = parseDuration(period)!;
  const [y, m, d] = day.split('-').map(Number) as [number, number, number];
  const month = y * 12 + (m - 1) + sign * (years * 12 + months);
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  const date = new Date(Date.UTC(Math.floor(month / 12), month % 12, Math.min(d, last)));
  date.setUTCDate(date.getUTCDate() + sign * days);
  return date.toISOString().slice(0, 10);
}
