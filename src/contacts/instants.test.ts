import { expect, it } from 'vitest';
import { parseInstant } from './instants.ts';

it.each([
  ['2026-09-01T10:00:00+01:00', '2026-09-01T09:00:00.000Z'],
  ['2026-09-01t10:00:00.5z', '2026-09-01T10:00:00.500Z'],
  ['2026-09-01T10:00-05:00', '2026-09-01T15:00:00.000Z'],
  ['2024-02-29T10:00Z', '2024-02-29T10:00:00.000Z'],
])('reads %s', (text, instant) => {
  expect(new Date(parseInstant(text, '/at')).toISOString()).toBe(instant);
});

it.each([
  '2026-02-30T10:00:00Z',
  '2026-02-29T10:00Z',
  '2026-09-01T24:00Z',
  '2026-09-01T10:00:00',
  '2026-09-01',
  'now',
])('refuses %s and says where it stands', (text) => {
  expect(() => parseInstant(text, '/at')).toThrow(
    expect.objectContaining({ code: 'VALIDATION', issues: [expect.objectContaining({ pointer: '/at' })] }),
  );
});
