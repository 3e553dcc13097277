/**
 * Reads the common spellings of identifiers straight from bytes, exactly as `normaliseIdentifier` would; whatever is
 * not plainly one of them is left to it.
 */

const SPACE = 0x20;
const HYPHEN = 0x2d;
const ZERO = 0x30;

/**
 * A British number as its ten national digits: `+44…`, or `0…` where numbers are British unless they say otherwise,
 * with single spaces or hyphens between digits. -1 for every other spelling.
 */
export function plainNumber(bytes: Uint8Array, from: number, to: number, british: boolean): number {
  let i = from;
  let end = to;
  while (i < end && bytes[i] === SPACE) i++;
  while (end > i && bytes[end - 1] === SPACE) end--;
  if (end - i >= 13 && bytes[i] === 0x2b && bytes[i + 1] === 0x34 && bytes[i + 2] === 0x34) {
    i += 3;
    if (bytes[i] === SPACE) i++;
  } else if (british && bytes[i] === ZERO) i++;
  else return -1;
  const first = bytes[i]!;
  if (first <= ZERO || first > 0x39) return -1;
  let number = 0;
  let digits = 0;
  for (; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= ZERO && byte <= 0x39) {
      number = number * 10 + (byte - ZERO);
      digits++;
    } else if ((byte !== SPACE && byte !== HYPHEN) || bytes[i + 1]! < ZERO || bytes[i + 1]! > 0x39) return -1;
  }
  return digits === 10 ? number : -1;
}

const LOCAL = 1;
const DOMAIN = 2;
const DIGIT = 4;
const UPPER = 8;
/** What each byte may be part of in an address of the plain kind. */
const CLASSES = new Uint8Array(256);
for (const char of "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-.")
  CLASSES[char.charCodeAt(0)] = LOCAL;
for (const char of 'abcdefghijklmnopqrstuvwxyz0123456789') CLASSES[char.charCodeAt(0)]! |= DOMAIN;
for (const char of '0123456789') CLASSES[char.charCodeAt(0)]! |= DIGIT;
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') CLASSES[char.charCodeAt(0)] = LOCAL | DOMAIN | UPPER;

const DOT = 0x2e;
const AT = 0x40;

/** Writes the normalised address to `out` and returns its length; 0 where the general reader has to look. */
export function plainEmail(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  let i = from;
  let end = to;
  while (i < end && bytes[i] === SPACE) i++;
  while (end > i && bytes[end - 1] === SPACE) end--;
  if (end - i > 254) return 0;
  const start = i;
  let o = at;
  let last = DOT;
  for (; i < end; i++) {
    const byte = bytes[i]!;
    if (byte === AT) break;
    const kind = CLASSES[byte]!;
    if ((kind & LOCAL) === 0 || (byte === DOT && last === DOT)) return 0;
    out[o++] = kind & UPPER ? byte | 0x20 : byte;
    last = byte;
  }
  const local = i - start;
  if (i >= end || local === 0 || local > 64 || last === DOT) return 0;
  out[o++] = AT;
  let label = 0;
  let labels = 0;
  let startsWithLetter = false;
  last = DOT;
  for (i++; i < end; i++) {
    const byte = bytes[i]!;
    const kind = CLASSES[byte]!;
    if (byte === DOT) {
      if (label === 0 || last === HYPHEN) return 0;
      labels++;
      label = 0;
    } else if (byte === HYPHEN) {
      // Two in a row may be an encoded name, which has rules of its own.
      if (label === 0 || last === HYPHEN) return 0;
      if (++label > 63) return 0;
    } else {
      if ((kind & DOMAIN) === 0 || ++label > 63) return 0;
      if (label === 1) startsWithLetter = (kind & DIGIT) === 0;
    }
    out[o++] = kind & UPPER ? byte | 0x20 : byte;
    last = byte;
  }
  const domain = o - at - local - 1;
  if (labels === 0 || label < 2 || last === HYPHEN || !startsWithLetter || domain < 4 || domain > 253)
    return 0;
  return o - at;
}
