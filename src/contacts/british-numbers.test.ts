import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { expect, it } from 'vitest';
import { normaliseIdentifier } from './normalise.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const gaps = fc.constantFrom('', ' ', '-', ' - ');

it('reads British numbers as the general reading does', () => {
  const number = fc
    .tuple(fc.constantFrom('+44', '0', '+44 ', '(0)', '+44(0)', '0044'), digits(4), gaps, digits(6), gaps)
    .map(([start, head, gap, tail, end]) => `${start}${head}${gap}${tail}${end.trim()}`);
  fc.assert(
    fc.property(number, fc.constantFrom('GB', 'US', 'DE'), (text, country) => {
      const cleaned = text.replace(/^00(?=[1-9])/, '+').replace(/^(\+\d{1,3}\s*)\(0\)/, '$1');
      const parsed = parsePhoneNumberFromString(cleaned, { defaultCountry: country as 'GB', extract: false });
      const expected = parsed?.isPossible() ? parsed.number : null;
      let read: string | null = null;
      try {
        read = normaliseIdentifier('phone', text, { country });
      } catch {
        // Not usable.
      }
      expect(read).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});
