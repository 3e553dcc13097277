import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDENTIFIER_KINDS } from '../contacts/normalise.ts';
import { newKeyText, parseKeyRing } from '../db/load-keys.ts';
import { Vault } from '../db/vault.ts';
import { CHANNELS, PURPOSES } from '../decision/types.ts';
import { type Link, readLink, writeLink } from './link-token.ts';

const key = () => newKeyText();
const index = [key(), key()];
const vaultOf = (...keys: string[]) =>
  new Vault(
    parseKeyRing(key(), 'test'),
    parseKeyRing(keys.map((text, i) => `${i + 1}:${text}`).join('\n'), 'test'),
  );
const vault = vaultOf(index[0]!);

const uuid = fc.uuid();
const base = {
  issued: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  kind: fc.constantFrom(...IDENTIFIER_KINDS),
  identifier: fc.option(uuid, { nil: null }),
  hash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  key_version: fc.constant(1),
};
const topic = fc.option(fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+){0,5}$/), { nil: undefined });
const anyLink: fc.Arbitrary<Link> = fc.oneof(
  fc.record({ use: fc.constant('preferences' as const), ...base }),
  fc.record({ use: fc.constant('confirm' as const), ...base, submission: uuid }),
  fc.record({
    use: fc.constant('stop' as const),
    ...base,
    list: fc
      .record({ channel: fc.constantFrom(...CHANNELS), purpose: fc.constantFrom(...PURPOSES), topic })
      .map(({ topic: one, ...list }) => (one ? { ...list, topic: one } : list)),
  }),
);

describe('link tokens', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const token = writeLink(vault, 'cmp', link);
        expect(token).toMatch(/^[A-Za-z0-9_-]{100,400}$/);
        expect(readLink(vault, 'cmp', link.use, token)).toEqual(link);
      }),
    );
  });

  it('are worth nothing once a character is changed, left out or added', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(anyLink, fc.nat(), fc.constantFrom(...alphabet), fc.nat(2), (link, at, char, how) => {
        const token = writeLink(vault, 'cmp', link);
        const place = at % token.length;
        const head = token.slice(0, place);
        const forged = [
          head + char + token.slice(place + 1),
          head + token.slice(place + 1),
          head + char + token.slice(place),
        ][how]!;
        fc.pre(forged !== token);
        expect(readLink(vault, 'cmp', link.use, forged)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('are worth nothing cut short, or for another organisation, use or key', () => {
    const stranger = vaultOf(key());
    fc.assert(
      fc.property(anyLink, fc.nat(), (link, length) => {
        const token = writeLink(vault, 'cmp', link);
        expect(readLink(vault, 'cmp', link.use, token.slice(0, length % token.length))).toBeNull();
        expect(readLink(vault, 'ics', link.use, token)).toBeNull();
        expect(readLink(vault, 'cmp', link.use === 'stop' ? 'preferences' : 'stop', token)).toBeNull();
        expect(readLink(stranger, 'cmp', link.use, token)).toBeNull();
      }),
    );
  });

  it('are not made of anything that somebody sends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, text) => {
        expect(readLink(vault, 'cmp', 'stop', Buffer.from(bytes).toString('base64url'))).toBeNull();
        expect(readLink(vault, 'cmp', 'stop', text)).toBeNull();
      }),
    );
  });

  it('work on after the index key was rotated, and new ones carry the new version', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const old = writeLink(vault, 'cmp', link);
        const rotated = vaultOf(...index);
        expect(readLink(rotated, 'cmp', link.use, old)).toEqual(link);
        const fresh = writeLink(rotated, 'cmp', { ...link, key_version: 2 });
        expect(readLink(rotated, 'cmp', link.use, fresh)?.key_version).toBe(2);
        expect(readLink(vault, 'cmp', link.use, fresh)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('cannot be guessed: two recipients share no part that is not fixed', () => {
    const link = (hash: Buffer): Link => ({
      use: 'preferences',
      issued: 1_800_000_000,
      kind: 'email',
      identifier: null,
      hash: hash.toString('hex'),
      key_version: 1,
    });
    const signature = (token: string) => Buffer.from(token, 'base64url').subarray(-16).toString('hex');
    const made = new Set(
      Array.from({ length: 500 }, () => signature(writeLink(vault, 'cmp', link(randomBytes(32))))),
    );
    expect(made.size).toBe(500);
  });
});
