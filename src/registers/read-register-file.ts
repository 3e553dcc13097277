import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { HeedError } from '../errors.ts';
import { isNationalNumber } from './number.ts';

/**
 * The published format of TPS, CTPS and FPS files: one number a record, 12 characters and CR LF. Two layouts, told
 * apart by the last character, because a right-justified remainder ends in a digit and a padded number does not:
 *
 *     with spaces     dialling code left-justified in 5, remainder right-justified in 7:  `01632 960123`
 *     without         all digits left-justified in 12:                                    `01632960123 `
 */
export type Layout = 'with spaces' | 'without spaces';

const WIDTH = 12;
const CODE_WIDTH = 5;
const RECORD = WIDTH + 2;
/** A whole number of records, near 1 MB. */
const CHUNK = RECORD * 75_000;
const SPACE = 0x20;
const ZERO = 0x30;

export interface RegisterFileSummary {
  readonly layout: Layout;
  readonly records: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

export function malformed(detail: string): HeedError {
  return new HeedError('BAD_REGISTER_FILE', `${detail} Nothing was loaded; the file in use stays.`);
}

/**
 * Reads a register file once, at constant memory, and hands each number over as `registerNumber` would give it.
 * Throws `BAD_REGISTER_FILE` at the first record that is not exactly as published; the message gives its place, never
 * its content.
 */
export async function readRegisterFile(
  path: string,
  onNumber: (number: number) => void,
  onProgress?: (bytes: number, total: number) => void,
): Promise<RegisterFileSummary> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw malformed(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened (${error.code}).`,
    );
  });
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(CHUNK);
    let layout: Layout | undefined;
    let records = 0;
    for (let position = 0; ; ) {
      const length = await fill(file, buffer, position);
      if (length === 0) break;
      hash.update(length === CHUNK ? buffer : buffer.subarray(0, length));
      layout ??= buffer[WIDTH - 1] === SPACE ? 'without spaces' : 'with spaces';
      for (let at = 0; at < length; at += RECORD) {
        records++;
        const number = at + RECORD > length ? NaN : readRecord(buffer, at, layout);
        if (!isNationalNumber(number)) throw malformed(explain(buffer.subarray(at, length), records, layout));
        onNumber(number);
      }
      position += length;
      onProgress?.(position, size);
    }
    if (!layout) throw malformed('The file is empty.');
    return { layout, records, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

async function fill(
  file: Awaited<ReturnType<typeof open>>,
  buffer: Buffer,
  position: number,
): Promise<number> {
  let length = 0;
  while (length < CHUNK) {
    const { bytesRead } = await file.read(buffer, length, CHUNK - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

/** The number in the record at `at`; anything that `isNationalNumber` refuses when the record is not as published. */
function readRecord(buffer: Buffer, at: number, layout: Layout): number {
  if (buffer[at] !== ZERO || buffer[at + WIDTH] !== 13 || buffer[at + WIDTH + 1] !== 10) return -1;
  if (buffer[at + 1] === ZERO) return -1;
  const gapMayStart = layout === 'with spaces' ? CODE_WIDTH : WIDTH;
  let value = 0;
  let i = 1;
  for (; i < gapMayStart; i++) {
    const byte = buffer[at + i]!;
    if (byte === SPACE) break;
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  while (i < WIDTH && buffer[at + i] === SPACE) i++;
  if (layout === 'without spaces') return i === WIDTH ? value : -1;
  // All spaces up to the remainder's column, and at least one digit in the remainder.
  if (i < CODE_WIDTH || i === WIDTH) return -1;
  for (; i < WIDTH; i++) {
    const digit = buffer[at + i]! - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Says what is wrong with a record without repeating it: it may hold somebody's number. */
function explain(rest: Buffer, record: number, layout: Layout): string {
  const where = `Record ${record.toLocaleString('en-GB')}`;
  const text = rest.toString('latin1', 0, RECORD);
  if (text.length < RECORD)
    return `${where} is cut off after ${text.length} of ${RECORD} bytes: the file is truncated.`;
  if (text.slice(WIDTH) !== '\r\n') return `${where} is not ${WIDTH} characters followed by CR LF.`;
  if (/[^0-9 ]/.test(text.slice(0, WIDTH))) return `${where} holds something other than digits and spaces.`;
  if (!/^0[1-9]/.test(text)) return `${where} is no UK number: numbers start with a single 0.`;
  const digits = text.replaceAll(/\s/g, '').length;
  if (digits < 8 || digits > 11) return `${where} has ${digits} digits; a UK number has 8 to 11.`;
  return `${where} is not laid out like the first record (${layout}).`;
}
