import { describe, expect, it } from 'vitest';
import { HeedError } from '../errors.ts';
import { encodeFact, type FactEntry, leafHash } from './encode-fact.ts';

const entry: FactEntry = {
  id: 'fact_01kaz3e2sve1r8y4k6m2n0p1q3',
  controller: 'cmp',
  subject: 'sub_01kaz3e2sv00000000000000aa',
  identifier: null,
  type: 'unsubscribe',
  happened_at: '2026-11-22T04:30:00.123Z',
  recorded_at: '2026-11-22T04:30:00.123456Z',
  actor: 'cli',
  clear: { topics: ['training'], channels: ['email'] },
  sealed: Uint8Array.of(1, 2, 3, 250),
};

describe('the bytes of a fact', () => {
  // These are fixed for good: a tamper-evident log is built on them. A change here needs a new version number.
  it('are RFC 8785 JSON with sorted names', () => {
    expect(encodeFact(entry).toString()).toBe(
      '{"actor":"cli","clear":{"channels":["email"],"topics":["training"]},"controller":"cmp","happened_at":"2026-11-22T04:30:00.123Z","id":"fact_01kaz3e2sve1r8y4k6m2n0p1q3","identifier":null,"recorded_at":"2026-11-22T04:30:00.123456Z","sealed":"AQID-g","subject":"sub_01kaz3e2sv00000000000000aa","type":"unsubscribe","v":1}',
    );
  });

  it('hash to a fixed leaf', () => {
    expect(leafHash(encodeFact(entry)).toString('hex')).toBe(
      '9074296e70f272aa06a3d3279eba3f54b88787810430f57f4c1d7ab63bf2e995',
    );
    expect(leafHash(encodeFact({ ...entry, sealed: null, happened_at: null })).toString('hex')).toBe(
      'bebda1c1fc3511937382d29bf44357f4278aaee2009f1bbd3510729b15129af4',
    );
  });

  it('do not depend on the order in which fields were given', () => {
    const turned = { ...entry, clear: { channels: ['email'], topics: ['training'] } };
    expect(encodeFact(turned)).toEqual(encodeFact(entry));
  });

  it('stay under the largest log entry', () => {
    expect(() => encodeFact({ ...entry, sealed: new Uint8Array(50_000) })).toThrow(HeedError);
    expect(encodeFact({ ...entry, sealed: new Uint8Array(48_000) }).length).toBeLessThanOrEqual(65_535);
  });
});
