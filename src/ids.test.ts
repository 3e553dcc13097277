import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, newUuid, publicId, uuidOf } from './ids.ts';

describe('ids', () => {
  it('rise with time, within one millisecond too', () => {
    const ids = Array.from({ length: 10_000 }, () => newId('fact'));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('come back to the same uuid', () => {
    fc.assert(fc.property(fc.uuid(), (uuid) => uuidOf('sub', publicId('sub', uuid)) === uuid));
  });

  it('are UUIDv7 underneath', () => {
    expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    '',
    'sub_',
    'dec_01k',
    newId('dec'),
    'sub_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    "sub_' or 1=1",
  ])('does not read %s as a subject', (id) => expect(uuidOf('sub', id)).toBeNull());
});
