import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ListRow } from '../csv/open-list.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { ahead, portions } from './ahead.ts';
import { Lane } from './bulk/lane.ts';
import { screenStretches } from './bulk/screen-stretches.ts';
import { finishRun } from './finish-run.ts';
import { type Plan, type PolicyOfRun, planScreening } from './plan.ts';
import { Run } from './run.ts';
import { parseQuestion, type ScreeningInput } from './schema.ts';
import { canonicalJson } from './sign-summary.ts';
import type { Summary } from './summary.ts';
import { WorkFolder } from './work-folder.ts';

/** Rows that are decided together: one round of statements to the store each. */
const BATCH = 2000;

/** How far a run is. */
export interface ScreeningProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly allowed: number;
  readonly refused: number;
  readonly rejected: number;
}

export interface ScreenListInput extends ScreeningInput {
  /** Path of the list. */
  readonly file: string;
  /** Folder for the results; made when missing. */
  readonly out: string;
  readonly signal?: AbortSignal;
  /** Called between batches; an error it throws ends the run as a crash would, to be gone on with later. */
  readonly onProgress?: (progress: ScreeningProgress) => void | Promise<void>;
  /** Rows between checkpoints. Default 20,000, and half a million where rows go by the thousand. */
  readonly checkpointEvery?: number;
  /** Hears the reason of every row as it is decided. */
  readonly onAnswer?: (line: number, reason: string) => void;
  /** False where the results are thrown away at once: nothing is forced to disk. Default true. */
  readonly durable?: boolean;
  /**
   * How many threads decide the rows of unknown people from indexes: 0 for this one, `none` to read everything from
   * the store. The files come out the same, byte for byte. Default: as suits list and store.
   */
  readonly threads?: number | 'none';
  /** A controller and rules that are in no folder; `policy` then only names them. */
  readonly under?: PolicyOfRun;
}

/**
 * Screens a list: decides every row with reason and expiry, and leaves in `out` the rows that may be contacted, those
 * that may not, those that cannot be read, and a signed summary. Memory stays bounded whatever the list's size.
 *
 * The same call goes on where an interrupted run stopped. A run that is cancelled by its signal leaves nothing. A
 * person whose stop is acknowledged before the files appear is not among those who may be contacted.
 *
 * @throws HeedError VALIDATION, UNKNOWN_POLICY, BAD_LIST, MISSING_COLUMN, SOURCE_NOT_ALLOWED, LIST_NOT_REGISTERED,
 *   CONFLICT (the folder belongs to another run), CANCELLED
 */
export async function screenList(heed: Heed, input: ScreenListInput): Promise<Summary> {
  const {
    file,
    out,
    signal,
    onProgress,
    checkpointEvery,
    threads,
    onAnswer,
    under,
    durable = true,
    ...asked
  } = input;
  const plan = await planScreening(heed, file, parseQuestion(asked), under);
  const folder = new WorkFolder(out, (summary) => answersSame(summary, plan));
  let run: Run | undefined;
  try {
    run = await Run.open(heed, plan, folder, { durable, onAnswer });
    await readList(heed, run, { checkpointEvery, threads, signal, onProgress, onAnswer });
    const summary = await finishRun(heed, run, async () => signal?.throwIfAborted());
    folder.remove();
    return summary;
  } catch (error) {
    run?.close();
    if (signal?.aborted) {
      folder.remove();
      throw new HeedError('CANCELLED', 'The screening was cancelled; nothing was written.');
    }
    if (existsSync(folder.file('checkpoint.json'))) folder.release();
    else folder.remove();
    throw error;
  }
}

type Reading = Pick<ScreenListInput, 'checkpointEvery' | 'threads' | 'signal' | 'onProgress' | 'onAnswer'>;

async function readList(heed: Heed, run: Run, reading: Reading): Promise<void> {
  const { checkpointEvery = 20_000, signal, onProgress } = reading;
  const { list, listBytes } = run.plan;
  let saved = run.tally.rows;
  const batch = Math.min(BATCH, checkpointEvery);
  const after = async (every: number) => {
    signal?.throwIfAborted();
    if (run.tally.rows - saved >= every) {
      run.checkpoint();
      saved = run.tally.rows;
    }
    const { rows, allowed, refused, rejected } = run.tally;
    await onProgress?.({ bytes: run.offset, totalBytes: listBytes, rows, allowed, refused, rejected });
    // A server answers its requests between two batches.
    await setImmediate();
  };
  const rowByRow = async (rows: readonly ListRow[]) => {
    // The database looks for the next people while these are decided and written.
    for await (const decided of ahead(portions(rows, batch), (some) => run.decide(some))) {
      signal?.throwIfAborted();
      run.take(decided);
      await after(checkpointEvery);
    }
  };
  const lane = await openLane(heed, run, reading);
  if (lane) {
    const { checkpointEvery: every = 500_000 } = reading;
    try {
      await screenStretches(run, lane, rowByRow, () => after(every));
    } finally {
      await lane.close();
    }
  } else {
    for await (const rows of list.rows({ offset: run.offset, line: run.line })) await rowByRow(rows);
  }
  signal?.throwIfAborted();
}

/** Lists smaller than this are done before the indexes of a large store are read. In bytes. */
const LARGE = 2_000_000;
/** What reading one identifier of the store costs, told in bytes of a list that is decided row by row. */
const BYTES_PER_IDENTIFIER = 5;

async function openLane(heed: Heed, run: Run, { threads, onAnswer }: Reading): Promise<Lane | null> {
  const { plan } = run;
  const { encoding, newline } = plan.list.format;
  // Rows are cut where they stand, which needs an encoding that holds ASCII as it is.
  if (threads === 'none' || onAnswer || encoding.startsWith('utf-16') || newline === '\r') return null;
  if (threads === undefined && plan.listBytes < LARGE) return null;
  const version = heed.vault.indexVersion;
  const { rows } = await sql<{ count: string; moving: string }>`select count(*)::text as count,
      count(*) filter (where key_version < ${version})::text as moving
    from identifier where controller = ${plan.policy.controller.id}`.execute(heed.db);
  if (threads === undefined && Number(rows[0]!.count) * BYTES_PER_IDENTIFIER > plan.listBytes) return null;
  // The indexes are no picture of one instant: hashes that a rotation moves meanwhile could be in none of their pages.
  if (Number(rows[0]!.moving) > 0) return null;
  const lane = await Lane.open(heed, plan, run, threads);
  if (heed.vault.indexVersion === version) return lane;
  await lane.close();
  return null;
}

/** Whether a folder's results answer the same question about the same list; they may be replaced. */
function answersSame(text: string, plan: Plan): boolean {
  try {
    const { list, question, policy } = JSON.parse(text) as Summary;
    const same = { list: plan.listSha256, question: plan.question, policy: plan.policy.contact.id };
    return canonicalJson({ list: list.sha256, question, policy: policy.id }) === canonicalJson(same);
  } catch {
    return false;
  }
}
