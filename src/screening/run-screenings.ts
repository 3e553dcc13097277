import { sql } from 'kysely';
import { storeError } from '../db/store-error.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import type { ScreeningQuestion } from './schema.ts';
import { type ScreeningProgress, screenList } from './screen-list.ts';
import { listPath, RESULT_HOURS, removeFiles, resultsPath, screeningFolder } from './screening-files.ts';

/** How often a running screening tells how far it is and hears whether it was cancelled. */
const REPORT_MS = 500;
/** How often a screening whose database is away looks whether it is back. */
const RETRY_MS = 1_000;

/** The screenings of one data folder in this process: one at a time, in the order in which they came. */
class Queue {
  readonly #waiting: { heed: Heed; uuid: string }[] = [];
  #work: Promise<void> | undefined;
  #running: { uuid: string; cancel: AbortController } | undefined;
  #stopping = false;
  #endPause: (() => void) | undefined;

  add(heed: Heed, uuid: string): void {
    if (this.#running?.uuid === uuid || this.#waiting.some((one) => one.uuid === uuid)) return;
    this.#waiting.push({ heed, uuid });
    this.#work ??= this.#drain();
  }

  cancel(uuid: string): void {
    if (this.#running?.uuid === uuid) this.#running.cancel.abort();
  }

  /** Ends the running one where it stands, to be gone on with later. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waiting.length = 0;
    this.#endPause?.();
    await this.#work;
    this.#stopping = false;
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #drain(): Promise<void> {
    let told = '';
    for (let next = this.#waiting.shift(); next && !this.#stopping; next = this.#waiting.shift()) {
      const cancel = new AbortController();
      this.#running = { uuid: next.uuid, cancel };
      try {
        await runOne(next.heed, next.uuid, cancel, () => this.#stopping);
      } catch (error) {
        // The store is away or full: the screening goes on where it stopped, as soon as it can or at the next start.
        if (told !== next.uuid)
          next.heed.log.error(
            { error: (error as Error).name, screening: publicId('scr', next.uuid) },
            'screening interrupted',
          );
        told = next.uuid;
        if (storeError(error) && !this.#stopping) {
          this.#waiting.unshift(next);
          await this.#pause();
        }
      }
      this.#running = undefined;
    }
    this.#work = undefined;
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#endPause = resolve;
      setTimeout(resolve, RETRY_MS).unref();
    });
    this.#endPause = undefined;
  }
}

const queues = new Map<string, Queue>();

/** The queue of a data folder. */
export function queueOf(heed: Heed): Queue {
  let queue = queues.get(heed.folder);
  if (!queue) {
    queue = new Queue();
    queues.set(heed.folder, queue);
  }
  return queue;
}

class Interrupted extends Error {}

async function runOne(
  heed: Heed,
  uuid: string,
  cancel: AbortController,
  stopping: () => boolean,
): Promise<void> {
  const question = await begin(heed, uuid);
  if (!question) return;
  const folder = screeningFolder(heed, uuid);
  let reported = 0;
  try {
    const summary = await screenList(heed, {
      ...question,
      file: listPath(folder),
      out: resultsPath(folder),
      signal: cancel.signal,
      onProgress: async (progress) => {
        if (stopping()) throw new Interrupted();
        if (Date.now() - reported < REPORT_MS) return;
        reported = Date.now();
        if (!(await report(heed, uuid, progress))) cancel.abort();
      },
    });
    const done =
      await sql`update screening set status = 'done', summary = ${JSON.stringify(summary)}::text::jsonb,
        finished_at = now(), files_until = now() + ${`${RESULT_HOURS} hours`}::interval
      where id = ${uuid}::uuid and status = 'running' returning id`.execute(heed.db);
    // Cancelled in the moment between the last rows and here.
    if (done.rows.length === 0) removeFiles(heed, uuid);
  } catch (error) {
    await settle(heed, uuid, error);
  }
}

/** Marks it as running and gives the question; null when it was cancelled or is done. */
async function begin(heed: Heed, uuid: string): Promise<ScreeningQuestion | null> {
  const { rows } = await sql<{ question: ScreeningQuestion }>`
    update screening set status = 'running' where id = ${uuid}::uuid and status in ('queued', 'running')
    returning question`.execute(heed.db);
  return rows[0]?.question ?? null;
}

/** Writes how far it is; false when somebody cancelled it, here or in another process. */
async function report(heed: Heed, uuid: string, progress: ScreeningProgress): Promise<boolean> {
  const { rows } = await sql`update screening set progress = ${JSON.stringify(progress)}::text::jsonb
    where id = ${uuid}::uuid and status = 'running' returning id`.execute(heed.db);
  return rows.length > 0;
}

async function settle(heed: Heed, uuid: string, thrown: unknown): Promise<void> {
  if (thrown instanceof Interrupted) return;
  const error = thrown instanceof HeedError ? thrown : storeError(thrown);
  const code = error?.code ?? 'INTERNAL';
  // Another process has it.
  if (code === 'STORE_LOCKED') return;
  if (code === 'CANCELLED') return removeFiles(heed, uuid);
  // It goes on where it stopped once the store is back.
  if (code === 'STORE_UNAVAILABLE' || code === 'OUTCOME_UNKNOWN' || code === 'STORE_FULL') throw thrown;
  if (!error)
    heed.log.error({ error: (thrown as Error).name, screening: publicId('scr', uuid) }, 'screening failed');
  const detail = error?.message ?? 'Something went wrong on our side.';
  await sql`update screening set status = 'failed', finished_at = now(), error = ${JSON.stringify({ code, detail })}::text::jsonb
    where id = ${uuid}::uuid and status = 'running'`.execute(heed.db);
  removeFiles(heed, uuid);
}
