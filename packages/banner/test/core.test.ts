import { describe, expect, it } from 'vitest';
import { decodeChoice, encodeChoice, readCookie, stillCounts } from '../src/core/choice.ts';
import { isAmong, isNamed } from '../src/core/match.ts';
import { regionOf } from '../src/core/region.ts';
import { differenceOf } from '../src/core/state.ts';

const MINUTE = 60_000;
const now = Date.UTC(2026, 10, 22);

describe('a choice', () => {
  const choice = {
    hash: '0123456789abcdef',
    minutes: Math.floor(now / MINUTE),
    granted: ['youtube', 'performance'],
  };

  it('comes back from its cookie, also when nothing is granted', () => {
    expect(decodeChoice(encodeChoice(choice))).toEqual(choice);
    expect(decodeChoice(encodeChoice({ ...choice, granted: [] }))).toEqual({ ...choice, granted: [] });
  });

  it.each(['', 'x', 'a.b', 'a..youtube', 'a.-5.youtube', '1.2.3.4', 'true'])('is none in %j', (text) => {
    expect(decodeChoice(text)).toBe(undefined);
  });

  it('counts for its own set, from its day to the end of the period, and not from the future', () => {
    const at = (days: number, hash = choice.hash) =>
      stillCounts(choice, hash, 180, now + days * 24 * 60 * MINUTE);
    expect([at(0), at(179), at(180), at(-2), at(1, 'another')]).toEqual([true, true, false, false, false]);
    expect(stillCounts(undefined, choice.hash, 180, now)).toBe(false);
  });

  it('is read by its whole name', () => {
    expect(readCookie('xcmp=1; cmp=2; cmp2=3', 'cmp')).toBe('2');
    expect(readCookie('xcmp=1', 'cmp')).toBe(undefined);
  });
});

describe('origins and names', () => {
  it('match whole, or below a star', () => {
    const list = ['https://a.example.org', 'https://*.example.com'];
    expect(isAmong('https://a.example.org', list)).toBe(true);
    expect(isAmong('https://x.example.com', list)).toBe(true);
    for (const other of [
      'http://a.example.org',
      'https://b.example.org',
      'https://example.com',
      'https://notexample.com',
      'http://x.example.com',
    ])
      expect(isAmong(other, list), other).toBe(false);
  });

  it('end in anything only where they say so', () => {
    expect(isNamed('_ga_123', ['_ga*'])).toBe(true);
    expect(isNamed('_gat', ['_ga'])).toBe(false);
  });
});

it('takes a region from the site, and from the time zone only when asked to', () => {
  expect(regionOf('DE', () => 'Europe/London')).toBe('DE');
  expect(regionOf(undefined, () => 'Europe/London')).toBe('');
  expect(regionOf('auto', () => 'Europe/London')).toBe('GB');
  expect(regionOf('auto', () => 'America/Los_Angeles')).toBe('');
});

it('tells effects what came and what went', () => {
  expect(differenceOf(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
});
