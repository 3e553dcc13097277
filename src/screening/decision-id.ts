import { createHash } from 'node:crypto';
import { publicId } from '../ids.ts';

/** What the answer for every row of one run rests on. */
export interface QuestionOfRun {
  /** SHA-256 of the list, hex. */
  readonly list: string;
  /** Version and content hash of the policy. */
  readonly policy: string;
  readonly channel: string;
  readonly purpose: string;
  readonly topic: string | null;
  /** RFC 3339. */
  readonly at: string;
}

/** Crockford's base32, as in every id; two letters for each ten bits. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
export const PAIRS = Array.from({ length: 1024 }, (_, bits) => LETTERS[bits >> 5]! + LETTERS[bits & 31]!);

/** Letters of an id that tell the line: 40 bits. */
export const LINE_LETTERS = 8;

/**
 * What the decision ids of one run start with: 82 bits of a hash of the question. The line in the list makes up the
 * rest, so that the same list asked the same question gets the same ids on every machine, and an id costs nothing to
 * make. The row's content is in the list's hash.
 */
export function idPrefix({ list, policy, channel, purpose, topic, at }: QuestionOfRun): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([list, policy, channel, purpose, topic, at]))
    .digest()
    .subarray(0, 16);
  // A UUID of version 8 (RFC 9562 section 5.8): the maker's own bits.
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  bytes.fill(0, 11);
  const hex = bytes.toString('hex');
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return publicId('dec', uuid).slice(0, -LINE_LETTERS);
}

/** The decision ids of one run, by line. */
export function decisionIds(question: QuestionOfRun): (line: number) => string {
  const prefix = idPrefix(question);
  return (line) => {
    const high = Math.floor(line / 1_048_576);
    return (
      prefix +
      PAIRS[(high >> 10) & 1023]! +
      PAIRS[high & 1023]! +
      PAIRS[(line >> 10) & 1023]! +
      PAIRS[line & 1023]!
    );
  };
}
