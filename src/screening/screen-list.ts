import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
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
  /** Rows between checkpoints. Default 20,000. */
  readonly checkpointEvery?: number;
  /** Hears the reason of every row as it is decided. */
  readonly onAnswer?: (line: number, reason: string) => void;
  /** False where the results are thrown away at once: nothing is forced to disk. Default true. */
  readonly durable?: boolean;
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
    checkpointEvery = 20_000,
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
    await readList(run, checkpointEvery, signal, onProgress);
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

async function readList(
  run: Run,
  checkpointEvery: number,
  signal: AbortSignal | undefined,
  onProgress: ScreenListInput['onProgress'],
): Promise<void> {
  const { list, listBytes } = run.plan;
  let saved = run.tally.rows;
  const batch = Math.min(BATCH, checkpointEvery);
  for await (const rows of list.rows({ offset: run.offset, line: run.line })) {
    for (let from = 0; from < rows.length; from += batch) {
      signal?.throwIfAborted();
      await run.take(rows.slice(from, from + batch));
      if (run.tally.rows - saved >= checkpointEvery) {
        run.checkpoint();
        saved = run.tally.rows;
      }
      const { rows: done, allowed, refused, rejected } = run.tally;
      await onProgress?.({
        bytes: run.offset,
        totalBytes: listBytes,
        rows: done,
        allowed,
        refused,
        rejected,
      });
      // A server answers its requests between two batches.
      await setImmediate();
    }
  }
  signal?.throwIfAborted();
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
