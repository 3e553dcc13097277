import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LIST_FIELDS } from '../../csv/map-columns.ts';
import { listWriter } from '../../csv/write-list.ts';
import { REASONS, reasonTitle } from '../../decision/reasons.ts';
import type { LedgerMark } from '../../facts/ledger.ts';
import type { Heed } from '../../heed.ts';
import { packageRoot } from '../../paths.ts';
import { ENTRY_BYTES } from '../allowed-index.ts';
import type { Plan } from '../plan.ts';
import { type Kernel, kernelOver, sharedMemory } from './kernel.ts';
import { loadKnown } from './load-known.ts';
import { loadSuppressions } from './load-suppressions.ts';
import { MAX_BYTES, MAX_ROWS, type Screened, type Setup, type Slot, type Stretch } from './setup.ts';
import { StretchScreener, screenerBytes } from './stretch-screener.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
/** Bytes that may be read or written beyond an area. */
const SLACK = 64;
/** Stretches that a thread has before it: one at work and one waiting. */
const AHEAD = 2;

/** A stretch under way, and where the list goes on behind it. */
export interface Underway {
  readonly stretch: Stretch;
  readonly endOffset: number;
  readonly endLine: number;
  readonly done: Promise<Screened>;
}

/** Reads a list in stretches of some thousands of rows and has threads decide them. */
export class Lane {
  readonly #fd: number;
  readonly #threads: Thread[];
  readonly #free: Slot[];
  readonly #kernel: Kernel;
  readonly bytes: Buffer;

  /**
   * Makes everything ready that rows of unknown people are decided from.
   *
   * @param threads 0 to work in this one
   */
  static async open(
    heed: Heed,
    plan: Plan,
    run: { readonly mark: LedgerMark; readonly at: number; readonly idPrefix: string },
    threads: number = Math.min(2, availableParallelism()),
  ): Promise<Lane> {
    const controller = plan.policy.controller.id;
    const suppressions = await loadSuppressions(heed, controller, run.mark);
    const known = await loadKnown(heed, controller);
    const keys = heed.vault.indexKeys();
    const fields = LIST_FIELDS.filter((field) => plan.columns.all(field).length > 0);
    const identifiers = ['email', 'phone', 'member', 'post'] as const;
    const slotBytes = slotSizes(
      plan,
      identifiers.reduce((sum, kind) => sum + plan.columns.all(kind).length, 1),
    );
    const workers = Math.max(1, threads);
    const perWorker = aligned(screenerBytes(keys.length));
    const slots = workers * AHEAD;
    const memory = sharedMemory(workers * perWorker + slots * slotBytes.total);
    const setup: Setup = {
      memory,
      policy: plan.policy,
      question: plan.question,
      origin: plan.origin(run.at),
      at: run.at,
      format: plan.list.format,
      header: plan.list.header,
      columns: Object.fromEntries(fields.map((field) => [field, plan.columns.all(field)])),
      idPrefix: run.idPrefix,
      registers: plan.registers.indexes.map(({ header, buffer }) => ({ header, buffer })),
      suppressions,
      known,
      keys,
    };
    const made = Array.from({ length: workers }, (_, i) =>
      threads === 0 || !existsSync(WORKER)
        ? hereThread(setup, i * perWorker)
        : workerThread(setup, i * perWorker),
    );
    const free = Array.from({ length: slots }, (_, i): Slot => {
      const input = workers * perWorker + i * slotBytes.total;
      const allowed = input + slotBytes.input;
      const refused = allowed + slotBytes.output;
      return { input, allowed, refused, index: refused + slotBytes.output };
    });
    return new Lane(plan.path, made, free, setup);
  }

  private constructor(path: string, threads: Thread[], free: Slot[], { memory }: Setup) {
    this.#fd = openSync(path, 'r');
    this.#threads = threads;
    this.#free = free;
    this.#kernel = kernelOver(memory);
    this.bytes = Buffer.from(memory.buffer);
  }

  get isFull(): boolean {
    return this.#free.length === 0;
  }

  /** Has the rows from a place decided, as far as they are plain; null where the next row has to be read with care. */
  start(offset: number, line: number): Underway | null {
    const slot = this.#free[0]!;
    const got = readSync(this.#fd, this.bytes, slot.input, MAX_BYTES, offset);
    const bytes = this.#plainBytes(slot.input, slot.input + got) - slot.input;
    if (bytes <= 0) return null;
    this.#free.shift();
    const stretch: Stretch = { slot, bytes, line, offset };
    const thread = this.#threads.reduce((a, b) => (b.waiting < a.waiting ? b : a));
    return {
      stretch,
      endOffset: offset + bytes,
      endLine: line + this.#kernel.count(slot.input, slot.input + bytes, LF),
      done: thread.screen(stretch),
    };
  }

  /** Where the plain rows that start at `from` end: before a quotation mark or NUL, and behind a row that is no blank line. */
  #plainBytes(from: number, to: number): number {
    const all = this.bytes.subarray(from, to);
    for (const byte of [QUOTE, 0]) {
      const found = all.subarray(0, to - from).indexOf(byte);
      if (found >= 0) to = from + found;
    }
    for (;;) {
      const newline = to > from ? all.lastIndexOf(LF, to - from - 1) : -1;
      if (newline < 0) return from;
      to = from + newline + 1;
      if (this.#kernel.count(from, to, LF) <= MAX_ROWS) break;
      to = from + ((to - from) >> 1);
    }
    // A CR without LF is a newline of another kind.
    if (this.#kernel.count(from, to, CR) !== this.#kernel.countPairs(from, to)) return from;
    return this.#withoutBlankLines(from, to);
  }

  #withoutBlankLines(from: number, to: number): number {
    const before = (end: number) => (this.bytes[end - 2] === CR ? end - 2 : end - 1);
    while (to > from) {
      const content = before(to);
      if (content > from && this.bytes[content - 1] !== LF) return to;
      to = content;
    }
    return from;
  }

  /** Gives back the memory of a stretch whose outputs were taken. */
  release(underway: Underway): void {
    this.#free.push(underway.stretch.slot);
  }

  async close(): Promise<void> {
    closeSync(this.#fd);
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / SLACK) * SLACK;

function slotSizes(plan: Plan, identifiers: number) {
  const writer = listWriter(plan.list.format);
  const longest = Math.max(
    ...Object.keys(REASONS).map(
      (reason) => writer.line(Buffer.alloc(0), ['x'.repeat(30), reason, reasonTitle(reason)]).length,
    ),
  );
  const input = aligned(MAX_BYTES + SLACK);
  const output = aligned(MAX_BYTES + MAX_ROWS * longest + SLACK);
  const index = aligned(MAX_ROWS * ENTRY_BYTES * identifiers + SLACK);
  return { input, output, total: input + 2 * output + index };
}

interface Thread {
  readonly waiting: number;
  screen(stretch: Stretch): Promise<Screened>;
  close(): Promise<unknown>;
}

function hereThread(setup: Setup, base: number): Thread {
  const screener = new StretchScreener(setup, base);
  return {
    waiting: 0,
    screen: async (stretch) => screener.screen(stretch),
    close: async () => screener.close(),
  };
}

/** Threads run from the build; sources alone are slower. */
const WORKER = join(packageRoot, 'dist', 'screen-stretch.worker.js');

function workerThread(setup: Setup, base: number): Thread {
  const worker = new Worker(WORKER, {
    workerData: { setup, base },
    // What a thread makes anew is small and short-lived.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  // Answers come in the order of the questions.
  const asked: { resolve: (screened: Screened) => void; reject: (error: unknown) => void }[] = [];
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    for (const { reject } of asked.splice(0)) reject(failure);
  };
  worker.on('message', (screened: Screened) => asked.shift()!.resolve(screened));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a screening thread ended with ${code}`)));
  return {
    get waiting() {
      return asked.length;
    },
    screen(stretch) {
      const done = new Promise<Screened>((resolve, reject) => {
        if (failure !== undefined) reject(failure);
        else asked.push({ resolve, reject });
      });
      // Whoever waits for an earlier stretch hears of the failure there.
      done.catch(() => {});
      worker.postMessage(stretch);
      return done;
    },
    close: () => worker.terminate(),
  };
}
