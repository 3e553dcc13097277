import { describe, expect, it } from 'vitest';
import { instantWords, readLocalTime, toLocalTime } from './instants.ts';

describe('a date-and-time field', () => {
  it.each([
    ['2026-09-01T10:00', '2026-09-01T09:00:00.000Z'],
    ['2026-12-01T10:00', '2026-12-01T10:00:00.000Z'],
    ['2026-03-29T00:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T00:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T02:30:00.000Z'],
  ])('%s in London is %s', (local, instant) => {
    expect(readLocalTime(local)).toBe(instant);
    expect(toLocalTime(instant)).toBe(local);
  });

  it('tells nothing from nonsense', () => {
    expect(readLocalTime('')).toBeUndefined();
    expect(readLocalTime('tomorrow')).toBeNull();
    expect(readLocalTime('2026-02-30T10:00')).toBeNull();
    expect(readLocalTime('2026-13-01T10:00')).toBeNull();
  });
});

it('says an instant in UK time', () => {
  expect(instantWords('2026-09-01T09:00:00Z')).toBe('1 September 2026 at 10:00');
});
