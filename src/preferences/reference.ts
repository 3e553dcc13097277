import { randomBytes } from 'node:crypto';

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference that people can read out, such as `7K3M-92QX-HT`: 49 random bits, no letter that looks like a digit. */
export function newReference(): string {
  let text = '';
  while (text.length < 10) {
    // Bytes past the last whole multiple are thrown away, so that every letter is as likely.
    const byte = randomBytes(1)[0]!;
    if (byte < 240) text += LETTERS[byte % LETTERS.length];
  }
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

export const REFERENCE = /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{2}$/;
