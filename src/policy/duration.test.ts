import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canExceed, formatDuration, parseDuration } from './duration.ts';

const part = fc.nat({ max: 400 });
const duration = fc
  .tuple(part, part, part, part, part)
  .filter((parts) => parts.some((value) => value > 0))
  .map(([years, months, days, hours, minutes]) => {
    const date = [years && `${years}Y`, months && `${months}M`, days && `${days}D`].filter(Boolean).join('');
    const time = [hours && `${hours}H`, minutes && `${minutes}M`].filter(Boolean).join('');
    return `P${date}${time ? `T${time}` : ''}`;
  });

describe('durations', () => {
  it.each([
    ['PT48H', '48 hours'],
    ['P24M', '24 months'],
    ['P1M', '1 month'],
    ['P1Y6M', '1 year and 6 months'],
    ['P2W', '14 days'],
    ['P1DT12H30M', '1 day, 12 hours and 30 minutes'],
    ['P0D', '0 days'],
  ])('says %s as "%s"', (iso, words) => {
    expect(formatDuration(iso)).toBe(words);
  });

  it.each(['', 'P', 'PT', '48h', 'P1', 'P1H', 'PT1D', '-P1D'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
    expect(() => formatDuration(text)).toThrow(RangeError);
  });

  it('says every part once and in full, so that the words can be read back', () => {
    const letter = { year: 'Y', month: 'M', day: 'D', hour: 'H', minute: 'M' } as const;
    fc.assert(
      fc.property(duration, (iso) => {
        const words = [...formatDuration(iso).matchAll(/(\d+) (year|month|day|hour|minute)(s?)/g)];
        for (const [, count, , plural] of words) expect(plural).toBe(count === '1' ? '' : 's');
        const back = (units: string[]) =>
          words
            .filter(([, , unit]) => units.includes(unit!))
            .map(([, count, unit]) => `${count}${letter[unit as keyof typeof letter]}`)
            .join('');
        const time = back(['hour', 'minute']);
        expect(`P${back(['year', 'month', 'day'])}${time ? `T${time}` : ''}`).toBe(iso);
      }),
    );
  });

  it.each([
    ['P31D', 'P1M', true],
    ['P29D', 'P1M', true],
    ['P28D', 'P1M', false],
    ['P1M', 'P31D', false],
    ['P1M', 'P30D', true],
    ['P12M', 'P1Y', false],
    ['P13M', 'P1Y', true],
    ['PT48H', 'P2D', false],
    ['PT49H', 'P2D', true],
    ['PT72H', 'PT72H', false],
  ])('can %s end after %s? %s', (promised, limit, longer) => {
    expect(canExceed(promised, limit)).toBe(longer);
  });

  it('never finds a duration longer than itself, and always finds a longer one longer', () => {
    fc.assert(
      fc.property(duration, fc.constantFrom('Y', 'M', 'D'), (iso, unit) => {
        expect(canExceed(iso, iso)).toBe(false);
        const { years, months, days, hours, minutes } = parseDuration(iso)!;
        const more = { Y: years, M: months, D: days, [unit]: { Y: years, M: months, D: days }[unit]! + 1 };
        const longer = `P${more.Y}Y${more.M}M${more.D}DT${hours}H${minutes}M`;
        expect(canExceed(longer, iso)).toBe(true);
        expect(canExceed(iso, longer)).toBe(false);
      }),
    );
  });
});
