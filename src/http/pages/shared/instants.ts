import { offsetAt } from '../../../decision/calendar.ts';

export { instantWords } from '../../../texts/format.ts';

/** Times on pages are UK civil time, where both organisations' staff work; every time shown says so. */
const ZONE = 'Europe/London';

/**
 * Reads what a date-and-time field sends (`2026-09-01T10:00`, UK civil time) as an instant in RFC 3339. A time that
 * the clock skips in spring is the first instant after the gap.
 *
 * @returns undefined when it is empty, null when it is no date and time
 */
export function readLocalTime(text: string | undefined): string | null | undefined {
  const given = text?.trim();
  if (!given) return undefined;
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::\d{2})?$/.exec(given);
  if (!match) return null;
  const civil = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:00Z`);
  if (Number.isNaN(civil) || new Date(civil).toISOString().slice(0, 10) !== given.slice(0, 10)) return null;
  const before = civil - offsetAt(civil - 3_600_000, ZONE);
  const ms = before + offsetAt(before, ZONE) === civil ? before : civil - offsetAt(civil, ZONE);
  return new Date(ms).toISOString();
}

/** An instant as a date-and-time field takes it. */
export function toLocalTime(instant: string | undefined): string | undefined {
  if (!instant) return undefined;
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? undefined : new Date(ms + offsetAt(ms, ZONE)).toISOString().slice(0, 16);
}
