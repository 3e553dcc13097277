import { HeedError } from '../../errors.ts';

/** A cell that cannot be used. The reason goes into the rejects file and repeats nothing of the cell. */
export class BadCell extends Error {}

const YES = new Set([
  'yes',
  'y',
  'true',
  't',
  '1',
  'x',
  'on',
  'ja',
  'oui',
  'opted in',
  'opt-in',
  'subscribed',
]);
const NO = new Set(['', 'no', 'n', 'false', 'f', '0', 'off', '-', 'null', 'none', 'n/a', 'nein', 'non']);

/** Whether a box was ticked; only a clear yes gives a consent. */
export const isClearYes = (text: string): boolean => YES.has(text.trim().toLowerCase());
/** Whether anything but a clear no stands in a cell: for opt-outs, where doubt means stop. */
export const isNotClearNo = (text: string): boolean => !NO.has(text.trim().toLowerCase());

let countryCodes: Map<string, string> | undefined;

/** ISO 3166-1 code of a country given as code or English name. */
export function countryOf(text: string): string {
  countryCodes ??= readCountries();
  const code = countryCodes.get(text.trim().toLowerCase().replaceAll('.', ''));
  if (!code) throw new BadCell('Write the country as two letters, such as GB.');
  return code;
}

function readCountries(): Map<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const codes = new Map<string, string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const first of letters)
    for (const second of letters) {
      const code = first + second;
      // Reserved, grouping and private codes name no country.
      if (['EU', 'EZ', 'UN', 'UK', 'ZZ', 'XA', 'XB', 'QO'].includes(code)) continue;
      const name = names.of(code);
      if (!name) continue;
      codes.set(code.toLowerCase(), code);
      codes.set(name.toLowerCase(), code);
    }
  const others = {
    GB: ['uk', 'great britain', 'england', 'scotland', 'wales', 'northern ireland'],
    US: ['usa', 'united states of america'],
    IE: ['republic of ireland', 'eire'],
  };
  for (const [code, names] of Object.entries(others)) for (const name of names) codes.set(name, code);
  return codes;
}

/**
 * Region as ISO 3166-2, such as `US-CA`. Only the United States and Canada are told apart by region, so free text is
 * an error there and is left out elsewhere.
 */
export function regionOf(text: string, country: string | undefined): string | undefined {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code)) return code;
  if (country !== 'US' && country !== 'CA') return undefined;
  if (/^[A-Z]{2}$/.test(code)) return `${country}-${code}`;
  throw new BadCell(`Write the region as a code, such as ${country === 'US' ? 'US-CA' : 'CA-ON'}.`);
}

export function zoneOf(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text.trim() }).resolvedOptions().timeZone;
  } catch {
    throw new BadCell('Write the time zone as in the IANA database, such as Europe/London.');
  }
}

export function wholeNumberOf(text: string, from: number, to: number): number {
  const value = Number(text.trim());
  if (!/^\d+$/.test(text.trim()) || value < from || value > to)
    throw new BadCell(`Write a whole number from ${from} to ${to}.`);
  return value;
}

/** RFC 3339 of a date or an instant that is not in the future of `now` (epoch ms). A date counts from its start, UTC. */
export function instantOf(text: string, now: number): string {
  const given = text.trim();
  const match = /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.exec(given);
  const ms = match ? Date.parse(given.replace(' ', 'T')) : Number.NaN;
  // Date.parse lets 31 February through as 3 March.
  const day = match && new Date(`${match[1]}T00:00:00Z`);
  if (!day || Number.isNaN(ms) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== match[1])
    throw new BadCell('Write the date as 2026-11-20, or with time and zone as 2026-11-20T14:30:00Z.');
  if (ms > now) throw new BadCell('The date is in the future.');
  return new Date(ms).toISOString();
}

/** As `instantOf`, but a date without a time counts to its end: a stop that may have come last is taken to have. */
export function latestInstantOf(text: string, now: number): string {
  const at = Date.parse(instantOf(text, now));
  const dateOnly = text.trim().length === 10;
  return new Date(dateOnly ? Math.min(at + 86_399_999, now) : at).toISOString();
}

/** Codes separated by space, comma, semicolon or bar, each one of those allowed (or any code). */
export function codesOf(text: string, allowed?: readonly string[]): string[] {
  const codes = text.split(/[\s,;|]+/).filter(Boolean);
  for (const code of codes)
    if (allowed ? !allowed.includes(code) : !/^[A-Za-z0-9*][A-Za-z0-9*:_./-]{0,79}$/.test(code))
      throw new BadCell(
        allowed ? `Use only: ${allowed.join(', ')}.` : 'Use codes such as events, separated by spaces.',
      );
  return codes;
}

/** Runs a reader of a cell and says in which column it failed. */
export function inColumn<T>(column: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadCell || (error instanceof HeedError && error.code === 'INVALID_IDENTIFIER'))
      throw new RejectedRow(column, error.message);
    throw error;
  }
}

/** A row that is not taken in: the heading of the column, or nothing when it is the row as a whole. */
export class RejectedRow extends Error {
  readonly column: string;

  constructor(column: string, reason: string) {
    super(reason);
    this.column = column;
  }
}
