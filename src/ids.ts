import { randomBytes } from './random-bytes.ts';

/** What an id names, told by its prefix. */
export const ID_PREFIXES = ['sub', 'fact', 'dec', 'scr', 'imp', 'key', 'sup'] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** Crockford's base32: no I, L, O or U, so an id read aloud is not misheard. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let lastMs = 0;
let counter = 0;

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits that count within one, 62 random bits. */
export function newUuid(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = randomBytes(1)[0]!;
  } else if (++counter > 0xfff) {
    // The counter of this millisecond is spent: borrow the next one, so that ids of a process keep rising.
    lastMs++;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Every ten bits as two letters; ids are made by the million when a list comes in. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => ALPHABET[bits >> 5]! + ALPHABET[bits & 31]!);

/** Writes a stored uuid as a public id, such as `sub_01k…`: 26 characters that sort by time. */
export function publicId(prefix: IdPrefix, uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  // 26 letters hold 130 bits: the first 28 bits make six of them, and every 20 bits after that make four.
  const head = Number.parseInt(hex.slice(0, 7), 16);
  let body = PAIRS[head >> 20]! + PAIRS[(head >> 10) & 1023]! + PAIRS[head & 1023]!;
  for (let at = 7; at < 32; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16);
    body += PAIRS[bits >> 10]! + PAIRS[bits & 1023]!;
  }
  return `${prefix}_${body}`;
}

/** A new public id. */
export function newId(prefix: IdPrefix): string {
  return publicId(prefix, newUuid());
}

/** The uuid behind a public id of this kind, or null when it is none. A bare uuid is taken as well. */
export function uuidOf(prefix: IdPrefix, id: string): string | null {
  const text = id.trim().toLowerCase();
  if (UUID.test(text)) return text;
  const body = text.slice(prefix.length + 1);
  if (!text.startsWith(`${prefix}_`) || !BODY.test(body)) return null;
  let number = 0n;
  for (const char of body) number = (number << 5n) | BigInt(ALPHABET.indexOf(char));
  const hex = number.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
