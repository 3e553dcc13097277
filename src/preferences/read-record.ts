import { type HistoryEntry, readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import type { OpenedLink } from './open-link.ts';

/** One thing that is held about a person's choices, as the person may see it. */
export interface ChoiceRecord {
  /** `fact_…` */
  readonly id: string;
  readonly type: string;
  /** RFC 3339. */
  readonly at: string;
  readonly channels: readonly string[];
  readonly purposes: readonly string[];
  readonly topics: readonly string[];
  /** How it was given, such as `unticked_box`. */
  readonly method: string | null;
  /** The words that were shown. */
  readonly wording: string | null;
  /** Language of the words, where it was noted. */
  readonly language: string | null;
  readonly notice_version: string | null;
  /** Reference of the receipt it belongs to. */
  readonly reference: string | null;
  /** For a box: whether it was ticked. */
  readonly used: boolean | null;
}

const CHOICES: ReadonlySet<string> = new Set([
  'consent',
  'withdrawal',
  'unsubscribe',
  'objection',
  'refusal_offered',
  'restriction',
  'opt_out_sale_share',
  'opt_in_sale_share',
]);

/** What is held about the choices of the person behind a link, latest first. Notes of staff are left out. */
export async function readRecord(heed: Heed, { recipient }: OpenedLink): Promise<ChoiceRecord[]> {
  if (!recipient) return [];
  const history = await readHistory(heed, { subject: publicId('sub', recipient.subject), evidence: true });
  return history
    .filter(({ type }) => CHOICES.has(type))
    .map(present)
    .reverse();
}

function present({ id, type, at, clear, evidence }: HistoryEntry): ChoiceRecord {
  return {
    id,
    type,
    at: at ?? '',
    channels: clear.channels ?? [],
    purposes: clear.purposes ?? [],
    topics: clear.topics ?? [],
    method: clear.method ?? null,
    wording: evidence?.wording ?? null,
    language: evidence?.language ?? null,
    notice_version: evidence?.notice_version ?? null,
    reference: evidence?.reference ?? null,
    used: clear.used ?? null,
  };
}
