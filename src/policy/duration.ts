import { joinAnd, plural } from '../texts/format.ts';
import type { Language } from '../texts/languages.ts';
import { textsIn } from '../texts/texts.ts';

/** An ISO 8601 duration in its parts; weeks are counted as days. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const DURATION =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Reads `P24M`, `PT48H`, `P1Y6M`, `P2W`; null for anything else. */
export function parseDuration(text: string): Duration | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return {
    years: years!,
    months: months!,
    days: weeks! * 7 + days!,
    hours: hours!,
    minutes: minutes!,
    seconds: seconds!,
  };
}

/**
 * A duration in words, as written: `P24M` is "24 months" and `PT48H` is "48 hours", not "2 years" and "2 days",
 * because the two can differ in law. Whole weeks come out as days.
 */
export function formatDuration(
  text: string,
  { language = 'en', working = false }: { readonly language?: Language; readonly working?: boolean } = {},
): string {
  const duration = parseDuration(text);
  if (!duration) throw new RangeError(`"${text}" is not an ISO 8601 duration`);
  const { units, counted } = textsIn(language).words;
  const day = working ? units.workingDay : units.day;
  const words = (count: number, unit: typeof day) => counted(count, plural(language, count, unit));
  const parts = [
    [duration.years, units.year],
    [duration.months, units.month],
    [duration.days, day],
    [duration.hours, units.hour],
    [duration.minutes, units.minute],
    [duration.seconds, units.second],
  ] as const;
  const given = parts.filter(([count]) => count > 0);
  return joinAnd(
    given.length > 0 ? given.map(([count, unit]) => words(count, unit)) : [words(0, day)],
    language,
  );
}

/**
 * Whether `promised` can end after `limit` when both start at the same instant. Months differ in length, so that 30
 * days can be longer than one month: such a doubt counts as longer.
 */
export function canExceed(promised: string, limit: string): boolean {
  const a = parseDuration(promised);
  const b = parseDuration(limit);
  if (!a || !b) return false;
  const months = a.years * 12 + a.months - (b.years * 12 + b.months);
  const hours = hoursOf(a) - hoursOf(b);
  if (months === 0 || hours === 0) return months > 0 || hours > 0;
  const perMonth = months > 0 ? LONGEST_MONTH : SHORTEST_MONTH;
  return months * perMonth * 24 + hours > 0;
}

const LONGEST_MONTH = 31;
const SHORTEST_MONTH = 28;

function hoursOf(duration: Duration): number {
  return duration.days * 24 + duration.hours + duration.minutes / 60 + duration.seconds / 3600;
}
