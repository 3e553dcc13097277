import { sql } from 'kysely';
import { readInstant } from '../db/instants.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { publicId, uuidOf } from '../ids.ts';
import type { ScreeningQuestion } from './schema.ts';
import type { ScreeningProgress } from './screen-list.ts';
import type { Summary } from './summary.ts';

export const SCREENING_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type ScreeningState = (typeof SCREENING_STATES)[number];

/** One screening that the server runs or ran. */
export interface Screening {
  /** `scr_…` */
  readonly id: string;
  readonly policy: string;
  readonly controller: string;
  readonly status: ScreeningState;
  readonly question: ScreeningQuestion;
  readonly list_bytes: number;
  /** How far it is; null before its first rows. */
  readonly progress: ScreeningProgress | null;
  /** The signed summary, once done. */
  readonly summary: Summary | null;
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly actor: string;
  /** RFC 3339. */
  readonly created_at: string;
  readonly finished_at: string | null;
  /** Until when the results can be downloaded; null while there are none, and once they are removed. */
  readonly files_until: string | null;
}

interface Row extends Omit<Screening, 'list_bytes' | 'progress'> {
  readonly list_bytes: string;
  readonly progress: ScreeningProgress | Record<string, never>;
}

const columns = sql`id, policy, controller, status, question, list_bytes::text as list_bytes, progress, summary, error,
  actor, ${readInstant('created_at')} as created_at, ${readInstant<string | null>('finished_at')} as finished_at,
  case when files_removed_at is null then ${readInstant<string | null>('files_until')} end as files_until`;

function present(row: Row): Screening {
  const { progress, list_bytes, id, ...rest } = row;
  return {
    id: publicId('scr', id),
    ...rest,
    list_bytes: Number(list_bytes),
    progress: 'rows' in progress ? (progress as ScreeningProgress) : null,
  };
}

/** @throws HeedError UNKNOWN_SCREENING */
export async function getScreening(heed: Heed, id: string): Promise<Screening> {
  const uuid = screeningUuid(id);
  const { rows } = await sql<Row>`select ${columns} from screening where id = ${uuid}::uuid`.execute(heed.db);
  if (!rows[0]) throw unknown();
  return present(rows[0]);
}

export interface ScreeningPage {
  readonly screenings: readonly Screening[];
  /** Id to go on after, or null at the end. */
  readonly next: string | null;
}

/**
 * Screenings, the latest first.
 *
 * @param after id of the last one of the page before
 */
export async function listScreenings(
  heed: Heed,
  { after, limit = 50 }: { readonly after?: string; readonly limit?: number } = {},
): Promise<ScreeningPage> {
  const from = after === undefined ? sql`` : sql`where id < ${screeningUuid(after)}::uuid`;
  const { rows } = await sql<Row>`
    select ${columns} from screening ${from} order by id desc limit ${limit + 1}`.execute(heed.db);
  const screenings = rows.slice(0, limit).map(present);
  return { screenings, next: rows.length > limit ? (screenings.at(-1)?.id ?? null) : null };
}

/** The uuid of a screening id. Throws UNKNOWN_SCREENING for what is none. */
export function screeningUuid(id: string): string {
  const uuid = uuidOf('scr', id);
  if (!uuid) throw unknown();
  return uuid;
}

function unknown(): HeedError {
  return new HeedError('UNKNOWN_SCREENING', 'There is no such screening. An id looks like scr_01k….');
}
