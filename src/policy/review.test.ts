import { expect, it } from 'vitest';
import { readFiles } from './read-folder.ts';
import { reviewOf } from './review.ts';
import { sampleFolder } from './testing/sample-folder.ts';

function reviewed(day: string, today: string, within = 'P12M') {
  const { data } = readFiles('sample', sampleFolder());
  const clock = { ...data!.requests.clocks[0]!, id: 'renewal', within };
  return reviewOf(
    { ...data!, requests: { ...data!.requests, clocks: [clock] } },
    { id: 'local', title: 'Local', body: 'Text', reviewed: day, review_clock: 'renewal', clauses: [] },
    today,
  );
}

it.each([
  ['2026-11-22', '2026-11-22', 'current', '2027-11-22'],
  ['2026-11-22', '2027-10-22', 'current', '2027-11-22'],
  ['2026-11-22', '2027-10-23', 'due', '2027-11-22'],
  ['2026-11-22', '2027-11-22', 'due', '2027-11-22'],
  ['2026-11-22', '2027-11-23', 'overdue', '2027-11-22'],
  ['2024-02-29', '2025-03-01', 'overdue', '2025-02-28'],
])('reviewed on %s, it is on %s %s until %s', (day, today, state, due) => {
  expect(reviewed(day, today)).toEqual({ reviewed: day, due, state });
});

it('counts periods of days as days', () => {
  expect(reviewed('2026-12-31', '2027-01-01', 'P30D')?.due).toBe('2027-01-30');
});

it('has nothing to say of a document without a clock', () => {
  const { data } = readFiles('sample', sampleFolder());
  expect(reviewOf(data!, { id: 'local', title: 'L', body: 'T', clauses: [] }, '2026-11-22')).toBeNull();
});
