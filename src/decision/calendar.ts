import { countryZone } from './zones.ts';

/**
 * Civil days. A day is a number: days since 1970-01-01 in the proleptic Gregorian calendar. Instants are epoch ms.
 * Offsets come from the time zone database of the runtime; each zone and year is read once and then looked up.
 */

const DAY = 86_400_000;

/** Days of the British registers are London days, wherever the person is (5.5 "tps"). */
export const LONDON = 'Europe/London';

/** Days in 400 years, after which the Gregorian calendar repeats itself. */
const CYCLE = 146_097;
/** Days from 1 March of the year 0 to 1970-01-01. */
const EPOCH = 719_468;

/** The day number of a civil date; `month` is 1 to 12. Years begin in March here, so that leap days come last. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const cycle = Math.floor(y / 400);
  const yearOfCycle = y - cycle * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
  return cycle * CYCLE + yearOfCycle * 365 + leapDays + dayOfYear - EPOCH;
}

/** Year, month (1 to 12) and day of a day number. */
export function civil(day: number): { year: number; month: number; day: number } {
  const fromMarch = day + EPOCH;
  const cycle = Math.floor(fromMarch / CYCLE);
  const rest = fromMarch - cycle * CYCLE;
  const yearOfCycle = Math.floor(
    (rest - Math.floor(rest / 1460) + Math.floor(rest / 36_524) - Math.floor(rest / 146_096)) / 365,
  );
  const dayOfYear = rest - (yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const fifth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fifth < 10 ? fifth + 3 : fifth - 9;
  return {
    year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fifth + 2) / 5) + 1,
  };
}

/** How many days a month has; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The corresponding date `months` later (or earlier), clamped to the end of the month (Interpretation Act s 28). */
export function addMonths(day: number, months: number): number {
  const from = civil(day);
  const index = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayNumber(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** Reads `YYYY-MM-DD`; null when it is no date. */
export function parseDay(text: string): number | null {
  const match = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return dayNumber(year, month, day);
}

export function formatDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The offset changes of one zone in one UTC year: from `starts[i]` on, the offset is `offsets[i]` (ms). */
interface ZoneYear {
  readonly starts: number[];
  readonly offsets: number[];
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const zoneYears = new Map<string, Map<number, ZoneYear>>();
const YEARS_KEPT = 400;
/** Shorter than any stretch of summer time: that of Recife in 2000 lasted a week. */
const STEP = 3 * DAY;

function readOffset(ms: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  const name = formatter.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name);
  if (!match) return 0;
  const size = (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)) * 1000;
  return match[1] === '-' ? -size : size;
}

/** Finds every change of offset in a year: samples a few days apart, then halves each step that differs. */
function readZoneYear(year: number, zone: string): ZoneYear {
  const start = dayNumber(year, 1, 1) * DAY;
  const end = dayNumber(year + 1, 1, 1) * DAY;
  const starts = [start];
  const offsets = [readOffset(start, zone)];
  for (let from = start; from < end; from += STEP) {
    const to = Math.min(from + STEP, end - 1);
    const before = offsets[offsets.length - 1]!;
    const after = readOffset(to, zone);
    if (before === after) continue;
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (readOffset(middle, zone) === before) low = middle;
      else high = middle;
    }
    starts.push(high);
    offsets.push(after);
  }
  return { starts, offsets };
}

/** The table of one zone and year, read once and then kept. */
function zoneYear(year: number, zone: string): ZoneYear {
  let years = zoneYears.get(zone);
  if (!years) {
    years = new Map();
    zoneYears.set(zone, years);
  }
  let table = years.get(year);
  if (!table) {
    table = readZoneYear(year, zone);
    // Bounded, because the instant comes from outside.
    if (years.size >= YEARS_KEPT) years.clear();
    years.set(year, table);
  }
  return table;
}

// The stretch of unchanged offset that was asked for last: a decision asks for a handful of instants in one zone, and a
// list asks for the same ones a million times.
let lastZone = '';
let lastFrom = 0;
let lastTo = 0;
let lastOffset = 0;

/** Offset of a zone from UTC at an instant, in ms. */
export function offsetAt(ms: number, zone: string): number {
  if (ms >= lastFrom && ms < lastTo && zone === lastZone) return lastOffset;
  const { year } = civil(Math.floor(ms / DAY));
  const { starts, offsets } = zoneYear(year, zone);
  let i = starts.length - 1;
  while (i > 0 && starts[i]! > ms) i--;
  lastZone = zone;
  lastFrom = starts[i]!;
  lastTo = starts[i + 1] ?? dayNumber(year + 1, 1, 1) * DAY;
  lastOffset = offsets[i]!;
  return lastOffset;
}

/** The civil day of an instant in a zone. */
export function dayOf(ms: number, zone: string): number {
  return Math.floor((ms + offsetAt(ms, zone)) / DAY);
}

/** The first instant of a civil day in a zone; where the clock skips midnight, the first instant after the gap. */
export function startOfDay(day: number, zone: string): number {
  const midnight = day * DAY;
  const early = midnight - offsetAt(midnight - DAY, zone);
  const late = midnight - offsetAt(midnight + DAY, zone);
  const first = Math.min(early, late);
  return dayOf(first, zone) === day ? first : Math.max(early, late);
}

const canonicalZones = new Map<string, string | null>();

/** The one spelling of a zone's name, so that tables are kept once a zone; null when there is no such zone. */
function canonicalZone(name: string): string | null {
  let zone = canonicalZones.get(name);
  if (zone === undefined) {
    try {
      zone = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
    } catch {
      zone = null;
    }
    // Bounded, because the name comes from outside.
    if (canonicalZones.size < 2000) canonicalZones.set(name, zone);
  }
  return zone;
}

/** The zone whose civil days count for a person: their own when it exists, else their country's (5.5 "unknown zone"). */
export function zoneFor(subject: { readonly tz?: string; readonly country?: string }): string {
  return (subject.tz && canonicalZone(subject.tz)) || countryZone(subject.country);
}
