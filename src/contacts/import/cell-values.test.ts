import { describe, expect, test } from 'vitest';
import {
  BadCell,
  codesOf,
  countryOf,
  instantOf,
  isClearYes,
  isNotClearNo,
  latestInstantOf,
  regionOf,
  zoneOf,
} from './cell-values.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

describe('dates', () => {
  test.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    [' 2026-03-01T10:30:00+01:00 ', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01 10:30Z', '2026-03-01T10:30:00.000Z'],
  ])('%j is %s', (text, instant) => {
    expect(instantOf(text, now)).toBe(instant);
  });

  test.each([
    '01/03/2026',
    '2026-02-31',
    '2026-3-1',
    '2026-11-21',
    '2026-03-01T10:30',
    '45000',
    'yesterday',
  ])('%j is refused', (text) => {
    expect(() => instantOf(text, now)).toThrow(BadCell);
  });

  test('a stop on a date counts to the end of that day, and never in the future', () => {
    expect(latestInstantOf('2026-03-01', now)).toBe('2026-03-01T23:59:59.999Z');
    expect(latestInstantOf('2026-11-20', now)).toBe('2026-11-20T12:00:00.000Z');
    expect(latestInstantOf('2026-03-01T10:00:00Z', now)).toBe('2026-03-01T10:00:00.000Z');
  });
});

test('only a clear yes is a consent; anything but a clear no is a stop', () => {
  expect(['yes', 'TRUE', '1', 'maybe', 'no', ''].map(isClearYes)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(['yes', '1', 'maybe', 'No', '0', ' ', 'n/a'].map(isNotClearNo)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test.each([
  ['GB', 'GB'],
  ['uk', 'GB'],
  ['U.K.', 'GB'],
  ['United Kingdom', 'GB'],
  ['England', 'GB'],
  ['canada', 'CA'],
  ['USA', 'US'],
  ['Germany', 'DE'],
])('country %j is %s', (text, code) => {
  expect(countryOf(text)).toBe(code);
});

test.each(['Atlantis', 'EU', 'ZZ', '44'])('country %j is refused', (text) => {
  expect(() => countryOf(text)).toThrow(BadCell);
});

test('regions are told apart in the United States and Canada only', () => {
  expect([regionOf('ca', 'US'), regionOf('CA-ON', 'CA'), regionOf('West Midlands', 'GB')]).toEqual([
    'US-CA',
    'CA-ON',
    undefined,
  ]);
  expect(() => regionOf('California', 'US')).toThrow(BadCell);
});

test('time zones and codes', () => {
  expect(zoneOf('Europe/London')).toBe('Europe/London');
  expect(() => zoneOf('Mars/Olympus')).toThrow(BadCell);
  expect(codesOf('email, sms|post', ['email', 'sms', 'post'])).toEqual(['email', 'sms', 'post']);
  expect(() => codesOf('email pigeon', ['email'])).toThrow(BadCell);
});
