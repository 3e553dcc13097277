import { createHash } from 'node:crypto';
import type { ListRow } from '../csv/open-list.ts';
import { RecordScanner } from '../csv/record-scanner.ts';
import { type ListWriter, listWriter, safeCell } from '../csv/write-list.ts';
import { reasonTitle } from '../decision/reasons.ts';
import { type LedgerMark, ledgerMark } from '../facts/ledger.ts';
import type { Heed } from '../heed.ts';
import { registerNumber } from '../registers/registers.ts';
import { ahead, portions } from './ahead.ts';
import { ENTRY_BYTES, indexEntries } from './allowed-index.ts';
import type { Underway } from './bulk/lane.ts';
import type { LeftRow, Screened } from './bulk/setup.ts';
import { type NumberFacts, type RowAnswer, RowDecider } from './decide-rows.ts';
import { decisionIds, idPrefix } from './decision-id.ts';
import type { Plan } from './plan.ts';
import { type BadRow, type ReadRow, RowReader } from './read-row.ts';
import { canonicalJson } from './sign-summary.ts';
import type { Example } from './summary.ts';
import { HEED_VERSION } from './version.ts';
import { WorkFile } from './work-file.ts';
import {
  type Checkpoint,
  type Fingerprint,
  type ResultName,
  type Tally,
  type WorkFolder,
  workName,
} from './work-folder.ts';

/** Rows of a stretch that are left to the store, decided in one round of statements. */
const LEFT_TOGETHER = 2000;

/** How many rows of each reason a summary points at. */
const EXAMPLES = 5;

const ALLOWED_COLUMNS = ['heed_decision', 'heed_valid_until'];
const REFUSED_COLUMNS = ['heed_decision', 'heed_reason', 'heed_reason_title'];
const REJECTED_COLUMNS = ['line', 'column', 'why'];

type Output = ResultName | 'index';
const OUTPUTS: readonly Output[] = ['allowed.csv', 'refused.csv', 'rejected.csv', 'index'];

export interface RunOptions {
  readonly durable: boolean;
  readonly onAnswer?: (line: number, reason: string) => void;
}

/** A row of the list with its answer, or with what keeps it from being read. */
export interface DecidedRow {
  readonly row: ListRow;
  readonly answer: RowAnswer | BadRow;
}

/** One run in progress: what it has written so far and what it is decided from. */
export class Run {
  readonly plan: Plan;
  readonly folder: WorkFolder;
  /** What was recorded up to here is known to the rows. */
  readonly mark: LedgerMark;
  /** Epoch ms of the contact. */
  readonly at: number;
  readonly startedAt: string;
  /** Whether files are forced to disk where a crash must not lose them. */
  readonly durable: boolean;
  readonly tally: Tally;
  readonly reasons: Record<string, number>;
  readonly examples: Record<string, Example[]>;
  readonly writer: ListWriter;
  readonly decisionId: (line: number) => string;
  /** What every decision id of the run starts with. */
  readonly idPrefix: string;
  /** The versions of the index key under which each allowed row stands in the side file. */
  hashedUnder: readonly number[];
  generation: number;
  offset: number;
  line: number;
  readonly #reader: RowReader;
  readonly #decider: RowDecider;
  readonly #onAnswer: RunOptions['onAnswer'];
  #files: Record<Output, WorkFile>;

  /** Starts a run, or goes on with the one that the folder holds. */
  static async open(heed: Heed, plan: Plan, folder: WorkFolder, options: RunOptions): Promise<Run> {
    const fingerprint = fingerprintOf(plan);
    const found = folder.read(fingerprint);
    if (found) return new Run(heed, plan, folder, found, options);
    const mark = await ledgerMark(heed);
    const run = new Run(
      heed,
      plan,
      folder,
      {
        format: 1,
        fingerprint,
        startedAt: mark.at,
        at: plan.question.at ?? new Date(Date.parse(mark.at)).toISOString(),
        mark,
        ...plan.list.start,
        counts: { rows: 0, allowed: 0, refused: 0, rejected: 0, stopped: 0 },
        reasons: {},
        examples: {},
        sizes: { 'allowed.csv': 0, 'refused.csv': 0, 'rejected.csv': 0, index: 0 },
        generation: 0,
        hashedUnder: [heed.vault.indexVersion],
      },
      options,
    );
    const { writer } = run;
    const { headerRaw } = plan.list;
    run.#files['allowed.csv'].write(writer.prefix, writer.line(headerRaw, ALLOWED_COLUMNS));
    run.#files['refused.csv'].write(writer.prefix, writer.line(headerRaw, REFUSED_COLUMNS));
    run.#files['rejected.csv'].write(ownRow(REJECTED_COLUMNS));
    return run;
  }

  private constructor(
    heed: Heed,
    plan: Plan,
    folder: WorkFolder,
    from: Checkpoint,
    { durable, onAnswer }: RunOptions,
  ) {
    this.plan = plan;
    this.folder = folder;
    this.mark = from.mark;
    this.at = Date.parse(from.at);
    this.startedAt = from.startedAt;
    this.tally = { ...from.counts };
    this.reasons = { ...from.reasons };
    this.examples = Object.fromEntries(
      Object.entries(from.examples).map(([code, list]) => [code, [...list]]),
    );
    this.generation = from.generation;
    this.hashedUnder = from.hashedUnder ?? [];
    this.offset = from.offset;
    this.line = from.line;
    this.writer = listWriter(plan.list.format);
    const question = {
      list: plan.listSha256,
      policy: `${plan.policy.contact.version} ${plan.policy.hash}`,
      channel: plan.question.channel,
      purpose: plan.question.purpose,
      topic: plan.question.message.topic ?? null,
      at: from.at,
    };
    this.decisionId = decisionIds(question);
    this.idPrefix = idPrefix(question);
    this.#reader = new RowReader(plan.list.header, plan.columns, plan.question, plan.origin(this.at)?.from);
    this.#decider = new RowDecider(heed, plan, { at: this.at, knownAt: this.mark.at, numbers: this.numbers });
    this.#onAnswer = onAnswer;
    this.durable = durable;
    this.#files = this.#open(from.sizes);
  }

  #open(sizes: Checkpoint['sizes']): Record<Output, WorkFile> {
    const open = (name: Output) =>
      new WorkFile(this.folder.file(workName(name, this.generation)), sizes[name], this.durable);
    return Object.fromEntries(OUTPUTS.map((name) => [name, open(name)])) as Record<Output, WorkFile>;
  }

  /** The registers as they stood when the run was laid out: every row meets the same files. */
  get numbers(): NumberFacts {
    const { registers } = this.plan;
    const names = registers.files.map(({ register }) => register);
    return {
      factsFor: (e164) => registers.factsFor(e164),
      state: (e164) => {
        const number = registerNumber(e164);
        return number < 0 ? '-' : names.map((name) => registers.listedOn(name, number)).join();
      },
    };
  }

  file(name: Output): WorkFile {
    return this.#files[name];
  }

  /** Reads a row that was allowed, and so can be read. */
  readAgain(row: ListRow): ReadRow {
    const read = this.#reader.read(row);
    if ('why' in read) throw new Error(`line ${row.line} was allowed and cannot be read again`);
    return read;
  }

  /** Decides some rows of the list, which `take` then writes; the next ones may be decided meanwhile. */
  async decide(rows: readonly ListRow[]): Promise<readonly DecidedRow[]> {
    const read = rows.map((row) => this.#reader.read(row));
    const answers = await this.#decider.decide(read.filter((row): row is ReadRow => !('why' in row)));
    let next = 0;
    return rows.map((row, i) => {
      const one = read[i]!;
      return { row, answer: 'why' in one ? one : answers[next++]! };
    });
  }

  /** Writes rows to their files, in the order of the list. */
  take(rows: readonly DecidedRow[]): void {
    for (const { row, answer } of rows) {
      this.tally.rows++;
      if ('why' in answer) {
        this.tally.rejected++;
        this.#files['rejected.csv'].write(ownRow([String(row.line), answer.column, answer.why]));
      } else this.#write(row, answer);
      this.offset = row.endOffset;
      this.line = row.nextLine;
    }
  }

  /** Takes over what a lane made of a stretch, and decides in between the rows that it left. */
  async takeStretch({ stretch, endOffset, endLine }: Underway, made: Screened, bytes: Buffer): Promise<void> {
    const { slot } = stretch;
    const scan = {
      delimiter: this.plan.list.format.delimiter.charCodeAt(0),
      columns: this.plan.list.header.length,
    };
    const end = {
      allowed: made.allowedBytes,
      refused: made.refusedBytes,
      index: made.indexBytes,
      rejected: made.rejected.length,
      line: Number.POSITIVE_INFINITY,
    };
    let done = { allowed: 0, refused: 0, index: 0, rejected: 0 };
    let example = 0;
    const upTo = (to: typeof end) => {
      const files = this.#files;
      const shift = files['allowed.csv'].size - done.allowed;
      for (let at = slot.index + done.index; at < slot.index + to.index; at += ENTRY_BYTES)
        bytes.writeDoubleLE(bytes.readDoubleLE(at + 16) + shift, at + 16);
      files['allowed.csv'].append(bytes.subarray(slot.allowed + done.allowed, slot.allowed + to.allowed));
      files['refused.csv'].append(bytes.subarray(slot.refused + done.refused, slot.refused + to.refused));
      files.index.append(bytes.subarray(slot.index + done.index, slot.index + to.index));
      for (const { line, column, why } of made.rejected.slice(done.rejected, to.rejected))
        files['rejected.csv'].write(ownRow([String(line), column, why]));
      for (; example < made.examples.length && made.examples[example]!.line < to.line; example++) {
        const { reason, line, offset } = made.examples[example]!;
        this.#exemplify(reason, { line, offset });
      }
      done = to;
    };
    // A list of people who are all known leaves every row of a stretch: what they carry is held a portion at a time.
    const decideLeft = async (left: readonly LeftRow[]) => {
      const rows = left.map(({ start, end: rowEnd, line }) => {
        const text = Buffer.from(bytes.subarray(start, rowEnd));
        return new RecordScanner({ ...scan, offset: 0, line }).push(text, true)[0]!;
      });
      const answers = await this.#decider.decide(rows.map((row) => this.#reader.read(row) as ReadRow));
      return left.map((place, i) => ({ place, row: rows[i]!, answer: answers[i]! }));
    };
    for await (const decided of ahead(portions(made.left, LEFT_TOGETHER), decideLeft))
      for (const { place, row, answer } of decided) {
        upTo(place);
        this.offset = place.before;
        this.#write(row, answer);
      }
    upTo(end);
    for (const [reason, count] of Object.entries(made.reasons))
      this.reasons[reason] = (this.reasons[reason] ?? 0) + count;
    this.tally.rows += made.rows;
    this.tally.allowed += made.allowed;
    this.tally.refused += made.refused;
    this.tally.rejected += made.rejected.length;
    this.offset = endOffset;
    this.line = endLine;
  }

  #write(row: ListRow, { reason, changesAt, hashes }: RowAnswer): void {
    const id = this.decisionId(row.line);
    const listOffset = this.offset;
    this.#onAnswer?.(row.line, reason);
    this.count(reason, { line: row.line, offset: listOffset });
    if (reason.startsWith('A_')) {
      const bytes = this.writer.line(row.raw, [id, changesAt ?? '']);
      const start = this.#files['allowed.csv'].size;
      const entry = { listOffset, start, length: bytes.length, line: row.line, reason };
      this.#files['allowed.csv'].write(bytes);
      this.#files.index.write(indexEntries(hashes, entry));
      this.tally.allowed++;
    } else {
      this.refuse(row.raw, row.line, reason);
    }
  }

  /** Writes a refused row; its reason is counted apart. */
  refuse(raw: Buffer, line: number, reason: string): void {
    this.#files['refused.csv'].write(
      this.writer.line(raw, [this.decisionId(line), reason, reasonTitle(reason)]),
    );
    this.tally.refused++;
  }

  count(reason: string, example: Example): void {
    this.reasons[reason] = (this.reasons[reason] ?? 0) + 1;
    this.#exemplify(reason, example);
  }

  #exemplify(reason: string, example: Example): void {
    this.examples[reason] ??= [];
    if (this.examples[reason].length < EXAMPLES) this.examples[reason].push(example);
  }

  uncount(reason: string, line: number): void {
    this.reasons[reason] = this.reasons[reason]! - 1;
    this.examples[reason] = this.examples[reason]!.filter((example) => example.line !== line);
    if (this.reasons[reason] === 0) {
      delete this.reasons[reason];
      delete this.examples[reason];
    }
  }

  /** Makes everything so far outlive a crash. */
  checkpoint(): void {
    this.sync();
    this.folder.write({
      format: 1,
      fingerprint: fingerprintOf(this.plan),
      startedAt: this.startedAt,
      at: new Date(this.at).toISOString(),
      mark: this.mark,
      offset: this.offset,
      line: this.line,
      counts: this.tally,
      reasons: this.reasons,
      examples: this.examples,
      sizes: Object.fromEntries(OUTPUTS.map((name) => [name, this.#files[name].size])) as Checkpoint['sizes'],
      generation: this.generation,
      hashedUnder: this.hashedUnder,
    });
  }

  /** Goes over to a new copy of the allowed rows and their index, made by the caller. */
  switchTo(generation: number, sizes: { allowed: number; index: number }): void {
    const { file } = this.folder;
    this.#files['allowed.csv'].close();
    this.#files.index.close();
    this.generation = generation;
    const path = (name: Output) => file.call(this.folder, workName(name, generation));
    this.#files = {
      ...this.#files,
      'allowed.csv': new WorkFile(path('allowed.csv'), sizes.allowed, this.durable),
      index: new WorkFile(path('index'), sizes.index, this.durable),
    };
    this.checkpoint();
  }

  flush(): void {
    for (const name of OUTPUTS) this.#files[name].flush();
  }

  sync(): void {
    for (const name of OUTPUTS) this.#files[name].sync();
  }

  close(): void {
    for (const name of OUTPUTS) this.#files[name].close();
  }
}

/** A row of a file of Heed's own making, in UTF-8 with commas. */
function ownRow(cells: readonly string[]): Buffer {
  return Buffer.from(`${cells.map((cell) => safeCell(cell)).join(',')}\r\n`, 'utf8');
}

function digest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function fingerprintOf(plan: Plan): Fingerprint {
  const { policy, question, registerFiles, packs } = plan;
  return {
    list: plan.listSha256,
    policy: digest([policy.controller, policy.contact, policy.hash]),
    question: digest(question),
    registers: digest(registerFiles),
    rules: digest([HEED_VERSION, packs]),
  };
}
