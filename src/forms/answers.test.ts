import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKeyText, parseKeyRing } from '../db/load-keys.ts';
import { Vault } from '../db/vault.ts';
import { holdsCardNumber, passesLuhn } from '../facts/card-numbers.ts';
import { countryCode } from './countries.ts';
import { challengeAge, hasWorked, newChallenge } from './form-challenge.ts';
import { isOldEnough } from './read-answers.ts';
import { sensitiveKinds } from './sensitive-words.ts';

describe('card numbers', () => {
  it.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    'my card is 5555-5555-5555-4444, thanks',
    '3782.822463.10005',
    'Ref 123 4242424242424242 and more',
    '４２４２４２４２４２４２４２４２',
  ])('are found in %s', (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  it.each([
    '+44 7700 900123',
    '020 7946 0123',
    'GB123456789',
    '4242424242424241',
    '12345678901234567',
    '2026-11-22',
    '',
  ])('are not seen in %s', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  it('are found whatever stands around them and between their digits', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('', ' ', '-', '.'),
        fc.string({ maxLength: 20 }),
        (rest, gap, around) => {
          const head = `4${rest.join('')}`;
          const check = [...'0123456789'].find((last) => passesLuhn(head + last))!;
          const spaced = [...(head + check)].join(gap);
          expect(holdsCardNumber(`${around.replaceAll(/\d/g, '')}x ${spaced} x`)).toBe(true);
        },
      ),
    );
  });
});

it('sees what a text says of health, belief and the like, and leaves plain questions alone', () => {
  expect(sensitiveKinds('I am diabetic and keep kosher')).toEqual(['health', 'belief']);
  expect(sensitiveKinds('Can I claim membership of a trade union as a discount?')).toEqual(['union']);
  expect(sensitiveKinds('When do doors open, and is there parking for two?')).toEqual([]);
});

it('reads countries by code and by name', () => {
  expect([countryCode('gb'), countryCode('UK'), countryCode('Germany'), countryCode('Atlantis')]).toEqual([
    'GB',
    'GB',
    'DE',
    undefined,
  ]);
});

it('lets nobody in who could still be too young', () => {
  const now = new Date('2026-06-01T00:00:00Z');
  expect([2009, 2010, 2011].map((year) => isOldEnough(year, 16, now))).toEqual([true, false, false]);
});

describe('the challenge of a form', () => {
  const vault = new Vault(parseKeyRing(newKeyText(), 'test'), parseKeyRing(newKeyText(), 'test'));
  const solve = (challenge: string) => {
    for (let work = 0; ; work++) if (hasWorked(challenge, String(work))) return String(work);
  };

  it('is done by some thousand hashes, and by no other number', () => {
    const challenge = newChallenge(vault, 'cmp/newsletter');
    const work = solve(challenge);
    expect(hasWorked(challenge, work)).toBe(true);
    const others = [`${work}x`, '', '-1', '1e9', ` ${work}`].map((other) => hasWorked(challenge, other));
    expect(others).toEqual([false, false, false, false, false]);
    expect(
      hasWorked(newChallenge(vault, 'cmp/newsletter'), work) && hasWorked(newChallenge(vault, 'x'), work),
    ).toBe(false);
  });

  it('is good for its own form and for a day', () => {
    const now = Date.now();
    const challenge = newChallenge(vault, 'cmp/newsletter', now);
    expect(challengeAge(vault, 'cmp/newsletter', challenge, now + 60_000)).toBeGreaterThan(59);
    expect(challengeAge(vault, 'cmp/contact', challenge, now)).toBeNull();
    expect(challengeAge(vault, 'cmp/newsletter', challenge, now + 25 * 3_600_000)).toBeNull();
    expect(challengeAge(vault, 'cmp/newsletter', `${challenge.slice(0, -2)}AA`, now)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(challengeAge(vault, 'cmp/newsletter', text)).toBeNull();
      }),
    );
  });
});
