import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  civil,
  dayNumber,
  dayOf,
  formatDay,
  offsetAt,
  parseDay,
  startOfDay,
  zoneFor,
} from './calendar.ts';

/** Set HEED_PROPERTY_RUNS=200000 for a long search, HEED_EVERY_ZONE=1 to take every zone there is. */
const RUNS = Number(process.env.HEED_PROPERTY_RUNS ?? 2000);
const holds = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: RUNS, seed: 20261122 });

/** Zones with an odd half hour, a midnight that is skipped or lived twice, a changed date line, and no summer time. */
const ODD_ZONES = [
  'Europe/London',
  'Europe/Dublin',
  'America/Toronto',
  'America/St_Johns',
  'America/Havana',
  'America/Recife',
  'America/Sao_Paulo',
  'America/Asuncion',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Atlantic/Azores',
  'UTC',
];
const zones = process.env.HEED_EVERY_ZONE ? Intl.supportedValuesOf('timeZone') : ODD_ZONES;

const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
const day = fc.integer({ min: dayNumber(1990, 1, 1), max: dayNumber(2039, 12, 31) });

function plainDate(number: number): Temporal.PlainDate {
  return Temporal.PlainDate.from('1970-01-01').add({ days: number });
}

describe('days of the calendar', () => {
  it('agree with Temporal for every date of the years 0 to 9999', () => {
    const days = fc.integer({ min: dayNumber(0, 1, 1), max: dayNumber(9999, 12, 31) });
    holds(
      fc.property(days, (number) => {
        const { year, month, day: date } = civil(number);
        expect({ year, month, day: date }).toEqual({
          year: plainDate(number).year,
          month: plainDate(number).month,
          day: plainDate(number).day,
        });
        expect(dayNumber(year, month, date)).toBe(number);
      }),
    );
  });

  it('are added up by months like Temporal does, clamped to the end of the month', () => {
    holds(
      fc.property(day, fc.integer({ min: -60, max: 60 }), (number, months) => {
        expect(formatDay(addMonths(number, months))).toBe(plainDate(number).add({ months }).toString());
      }),
    );
  });

  it('are read from text and written back', () => {
    holds(fc.property(day, (number) => parseDay(formatDay(number)) === number));
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-01-01', '2026-1-1', ''])
      expect(parseDay(text), text).toBeNull();
    expect(parseDay('2028-02-29')).toBe(dayNumber(2028, 2, 29));
  });
});

describe('days of a zone', () => {
  it('have the offset that Temporal has', () => {
    holds(
      fc.property(instant, zone, (ms, name) => {
        const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);
        expect(offsetAt(ms, name)).toBe(there.offsetNanoseconds / 1e6);
        expect(formatDay(dayOf(ms, name))).toBe(there.toPlainDate().toString());
      }),
    );
  });

  it('begin at the instant at which Temporal lets them begin', () => {
    holds(
      fc.property(day, zone, (number, name) => {
        const start = startOfDay(number, name);
        expect(start).toBe(plainDate(number).toZonedDateTime(name).startOfDay().epochMilliseconds);
      }),
    );
  });

  it('begin and end without a gap on nights on which clocks change', () => {
    for (const name of zones)
      for (const year of [2025, 2026, 2027])
        for (let number = dayNumber(year, 1, 1); number <= dayNumber(year, 12, 31); number++) {
          const start = startOfDay(number, name);
          if (dayOf(start, name) !== number || dayOf(start - 1, name) !== number - 1)
            expect.fail(`${name} ${formatDay(number)} begins at ${new Date(start).toISOString()}`);
        }
  });
});

describe('the zone of a person', () => {
  it('is their own where it exists, written in its one way', () => {
    expect(zoneFor({ tz: 'America/Vancouver', country: 'CA' })).toBe('America/Vancouver');
    expect(zoneFor({ tz: 'america/vancouver', country: 'CA' })).toBe('America/Vancouver');
  });

  it('falls back to that of the country, and to UTC', () => {
    expect(zoneFor({ tz: 'America/Nowhere', country: 'CA' })).toBe('America/Toronto');
    expect(zoneFor({ country: 'GB' })).toBe('Europe/London');
    expect(zoneFor({ country: 'US' })).toBe('America/New_York');
    expect(zoneFor({ country: 'DE' })).toBe('Europe/Berlin');
    expect(zoneFor({ country: 'constructor' })).toBe('UTC');
    expect(zoneFor({})).toBe('UTC');
  });
});
