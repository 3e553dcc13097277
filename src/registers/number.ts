/**
 * A UK number inside the registers: its national significant number (no leading 0, no +44) as an integer. It has 7
 * to 10 digits and never starts with 0, so that the integer alone tells two numbers of different length apart.
 */
export const LARGEST_NUMBER = 9_999_999_999;
const SMALLEST_NUMBER = 1_000_000;

/** Whether an integer can be a national significant number of the UK plan. */
export function isNationalNumber(value: number): boolean {
  return value >= SMALLEST_NUMBER && value <= LARGEST_NUMBER;
}

/**
 * The register form of an E.164 number such as `+442079460123`; -1 for numbers outside +44, which no UK register
 * can list, and for text that is no E.164 number. Allocates nothing.
 */
export function registerNumber(e164: string): number {
  if (e164.length < 10 || e164.length > 13 || !e164.startsWith('+44')) return -1;
  let value = 0;
  for (let i = 3; i < e164.length; i++) {
    const digit = e164.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (digit === 0 && i === 3)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
