import { describe, expect, it } from 'vitest';
import { newId } from '../../ids.ts';
import { formatKey, hashSecret, newSecret, parseKey, secretMatches } from './key-format.ts';

describe('an API key', () => {
  it('carries its id and 256 random bits, and reads back', () => {
    const id = newId('key');
    const secret = newSecret();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(newSecret()).not.toBe(secret);
    expect(parseKey(formatKey(id, secret))).toEqual({ id, secret });
  });

  it.each([
    '',
    'heed_',
    'heed_x_y',
    `heed_${'0'.repeat(26)}_${'a'.repeat(42)}`,
    `sk_${'0'.repeat(26)}_${'a'.repeat(43)}`,
  ])('is not %j', (text) => expect(parseKey(text)).toBeUndefined());

  it('matches its own hash only, whatever the hash looks like', () => {
    const secret = newSecret();
    expect(secretMatches(secret, hashSecret(secret))).toBe(true);
    expect(secretMatches(newSecret(), hashSecret(secret))).toBe(false);
    expect(secretMatches(secret, Buffer.alloc(0))).toBe(false);
    expect(secretMatches(secret, hashSecret(secret).subarray(0, 31))).toBe(false);
    expect(secretMatches('', Buffer.alloc(32))).toBe(false);
  });
});
