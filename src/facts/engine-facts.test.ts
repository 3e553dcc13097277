import { expect, it } from 'vitest';
import { withoutReplaced } from './engine-facts.ts';
import type { ClearFields, StoredFact } from './schema.ts';

const stored = (id: string, type: StoredFact['type'], clear: ClearFields): StoredFact => ({
  id,
  type,
  clear,
  identifier: null,
  at: '2026-01-05T09:00:00.000Z',
  recorded_at: '2026-01-05T09:00:00.000000Z',
  actor: 'test',
  has_evidence: false,
});

/** What is left of a fact and of the one that corrects it. */
function left(type: StoredFact['type'], old: ClearFields, correction: ClearFields): string[] {
  const facts = [stored('old', type, old), stored('new', type, { ...correction, replaces: 'old' })];
  return withoutReplaced(facts).map(({ id }) => id);
}

it.each<[StoredFact['type'], old: ClearFields, correction: ClearFields]>([
  ['objection', {}, { channels: ['fax'] }],
  ['unsubscribe', {}, { channels: ['fax'] }],
  ['withdrawal', {}, { channels: ['fax'] }],
  ['erasure', {}, {}],
  ['opt_out_sale_share', {}, {}],
  ['restriction', {}, {}],
  ['refusal_offered', { used: true }, { used: false }],
])('never corrects a stop away: %s', (type, old, correction) => {
  expect(left(type, old, correction)).toEqual(['old', 'new']);
});

it.each<[StoredFact['type'], old: ClearFields, correction: ClearFields]>([
  ['sale', { product: 'event:wrong' }, { product: 'event:right' }],
  ['refusal_offered', { used: false }, { used: true }],
  ['restriction', {}, { lifted_at: '2026-02-01T00:00:00Z' }],
])('puts what is right in place of what was wrong: %s', (type, old, correction) => {
  expect(left(type, old, correction)).toEqual(['new']);
});
