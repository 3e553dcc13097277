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

/**
 * Decision ids for the rows of one run: a hash of the question and the line, so that the same list asked the same
 * question gets the same ids on every machine. The line alone tells rows apart; the row's content is in the list's
 * hash.
 */
export function decisionIds({
  list,
  policy,
  channel,
  purpose,
  topic,
  at,
}: QuestionOfRun): (line: number) => string {
  const question = createHash('sha256')
    .update(JSON.stringify([list, policy, channel, purpose, topic, at]))
    .digest();
  return (line) => {
    const bytes = createHash('sha256').update(question).update(String(line)).digest().subarray(0, 16);
    // A UUID of version 8 (RFC 9562 section 5.8): the maker's own bits.
    bytes[6] = 0x80 | (bytes[6]! & 0x0f);
    bytes[8] = 0x80 | (bytes[8]! & 0x3f);
    const hex = bytes.toString('hex');
    return publicId(
      'dec',
      `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    );
  };
}
