import { isUtf8 } from 'node:buffer';
import { HeedError } from '../errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Newline = '\n' | '\r\n' | '\r';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How a list is written, so that what is made of it can be written the same way. */
export interface ListFormat {
  readonly encoding: Encoding;
  /** Whether the list starts with a byte order mark. */
  readonly bom: boolean;
  readonly delimiter: Delimiter;
  readonly newline: Newline;
}

/** The encoding that the first bytes of a list tell, and the length of the byte order mark. */
export function detectEncoding(sample: Buffer, whole: boolean): { encoding: Encoding; bomBytes: number } {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return { encoding: 'utf-8', bomBytes: 3 };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  if (looksLikeUtf16(sample))
    throw new HeedError(
      'BAD_LIST',
      'The list seems to be UTF-16 without a byte order mark. Save it as "CSV UTF-8" and try again.',
    );
  return {
    encoding: isUtf8(whole ? sample : upToWholeCharacter(sample)) ? 'utf-8' : 'windows-1252',
    bomBytes: 0,
  };
}

/** Whether the bytes are a workbook of Excel or another office program, which people upload in place of CSV. */
export function isWorkbook(sample: Buffer): boolean {
  const start = sample.subarray(0, 4).toString('latin1');
  return start === 'PK\x03\x04' || start === '\xd0\xcf\x11\xe0';
}

/** The line `sep=;` that tells Excel the delimiter: what it says, and its length with the newline. */
export function separatorLine(text: string): { delimiter: Delimiter; length: number } | null {
  const match = /^"?sep=([,;\t|])"?(?:\r\n|\r|\n)/i.exec(text);
  return match ? { delimiter: match[1] as Delimiter, length: match[0].length } : null;
}

function looksLikeUtf16(sample: Buffer): boolean {
  const length = Math.min(sample.length, 1000);
  let zeros = 0;
  for (let i = 0; i < length; i++) if (sample[i] === 0) zeros++;
  return length >= 4 && zeros > length / 4;
}

/** Drops the bytes of a character that the end of the sample may have cut. */
function upToWholeCharacter(sample: Buffer): Buffer {
  let end = sample.length;
  while (end > 0 && sample.length - end < 3 && (sample[end - 1]! & 0xc0) === 0x80) end--;
  if (end > 0 && sample[end - 1]! >= 0xc0) end--;
  return sample.subarray(0, end);
}

/** The delimiter that the heading uses most outside quotation marks; a heading with none has one column. */
export function detectDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '\n' || char === '\r') break;
    else counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  return DELIMITERS.reduce<Delimiter>(
    (best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best),
    ',',
  );
}
