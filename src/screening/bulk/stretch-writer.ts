import { listWriter } from '../../csv/write-list.ts';
import { REASONS, reasonTitle } from '../../decision/reasons.ts';
import { ENTRY_BYTES } from '../allowed-index.ts';
import { LINE_LETTERS, PAIRS } from '../decision-id.ts';
import type { CutRows } from './cut-rows.ts';
import { type Kernel, kernelOver } from './kernel.ts';
import type { KnownAnswer } from './known-answers.ts';
import type { LeftRow, RejectedLine, Screened, Setup, Stretch } from './setup.ts';

const REASON_CODES = Object.keys(REASONS);
const EXAMPLES = 5;
const TAILS = 256 * 1024;
const ID = 64;

/** Bytes of the shared memory that one writer works in. */
export const WRITER_BYTES = ID + TAILS;

/** Writes the rows of a stretch to the outputs of its slot, each with its decision id, and counts them. */
export class StretchWriter {
  readonly #setup: Setup;
  readonly #kernel: Kernel;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Where delimiter and id stand, ready to be copied behind a row. */
  readonly #id: number;
  readonly #idBytes: number;
  /** Where the cells behind the ids stand, one after the other. */
  readonly #tails: number;
  #tailsUsed = 0;
  readonly #answers = new Map<string, KnownAnswer>();
  readonly #forget: () => void;

  #stretch!: Stretch;
  /** Where the next row of each output goes. */
  #allowed = 0;
  #refused = 0;
  #index = 0;
  readonly #counts = new Int32Array(REASON_CODES.length);
  #examples: { reason: string; line: number; offset: number }[] = [];
  #rejected: RejectedLine[] = [];
  #left: LeftRow[] = [];

  /**
   * @param base where in the shared memory its own `WRITER_BYTES` start
   * @param forget called when answers that were given out are no longer there
   */
  constructor(setup: Setup, base: number, forget: () => void) {
    this.#setup = setup;
    this.#kernel = kernelOver(setup.memory);
    this.#bytes = new Uint8Array(setup.memory.buffer);
    this.#view = new DataView(setup.memory.buffer);
    this.#id = base;
    this.#tails = base + ID;
    this.#forget = forget;
    const prefix = Buffer.from(setup.format.delimiter + setup.idPrefix, 'latin1');
    this.#bytes.set(prefix, base);
    this.#idBytes = prefix.length + LINE_LETTERS;
  }

  begin(stretch: Stretch): void {
    this.#stretch = stretch;
    this.#allowed = stretch.slot.allowed;
    this.#refused = stretch.slot.refused;
    this.#index = stretch.slot.index;
    this.#counts.fill(0);
    this.#examples = [];
    this.#rejected = [];
    this.#left = [];
  }

  /** What became of the stretch. */
  end(rows: number): Screened {
    const reasons: Record<string, number> = {};
    let allowed = 0;
    let refused = 0;
    this.#counts.forEach((count, code) => {
      if (count === 0) return;
      const reason = REASON_CODES[code]!;
      reasons[reason] = count;
      if (reason.startsWith('A_')) allowed += count;
      else refused += count;
    });
    const { slot } = this.#stretch;
    return {
      allowedBytes: this.#allowed - slot.allowed,
      refusedBytes: this.#refused - slot.refused,
      indexBytes: this.#index - slot.index,
      rows,
      allowed,
      refused,
      reasons,
      examples: this.#examples,
      rejected: this.#rejected,
      left: this.#left,
    };
  }

  /** An answer with its cells laid out; equal ones are one. */
  answer(reason: string, changesAt: string | null): KnownAnswer {
    const text = `${reason} ${changesAt ?? ''}`;
    const known = this.#answers.get(text);
    if (known) return known;
    const allowed = reason.startsWith('A_');
    const cells = allowed ? [changesAt ?? ''] : [reason, reasonTitle(reason)];
    const bytes = listWriter(this.#setup.format).line(Buffer.alloc(0), cells);
    if (this.#tailsUsed + bytes.length + 16 > TAILS) {
      this.#tailsUsed = 0;
      this.#answers.clear();
      this.#forget();
    }
    const tail = this.#tails + this.#tailsUsed;
    this.#bytes.set(bytes, tail);
    this.#tailsUsed += bytes.length;
    const answer = { reason, allowed, code: REASON_CODES.indexOf(reason), tail, tailBytes: bytes.length };
    this.#answers.set(text, answer);
    return answer;
  }

  /**
   * Writes a row with its answer; an allowed one is found by its identifiers later.
   *
   * @param hashes first two words of the hash of each identifier, `step` words from one to the next, from `from` on
   */
  write(
    rows: CutRows,
    row: number,
    answer: KnownAnswer,
    hashes: Int32Array,
    from: number,
    step: number,
    count: number,
  ): void {
    const { copy } = this.#kernel;
    const start = rows.start[row]!;
    const line = rows.line[row]!;
    const length = rows.end[row]! - start;
    this.#writeLine(line);
    const to = answer.allowed ? this.#allowed : this.#refused;
    copy(to, start, length);
    copy(to + length, this.#id, this.#idBytes);
    copy(to + length + this.#idBytes, answer.tail, answer.tailBytes);
    const size = length + this.#idBytes + answer.tailBytes;
    const offset = this.#offset(rows.before[row]!);
    if (this.#counts[answer.code]!++ < EXAMPLES) this.#examples.push({ reason: answer.reason, line, offset });
    if (!answer.allowed) {
      this.#refused += size;
      return;
    }
    this.#allowed += size;
    const view = this.#view;
    for (let k = 0; k < count; k++) {
      const at = this.#index;
      view.setInt32(at, hashes[from + k * step]!);
      view.setInt32(at + 4, hashes[from + k * step + 1]!);
      view.setFloat64(at + 8, offset, true);
      view.setFloat64(at + 16, to - this.#stretch.slot.allowed, true);
      view.setUint32(at + 24, size, true);
      view.setUint32(at + 28, line, true);
      this.#bytes[at + 32] = answer.code;
      this.#index += ENTRY_BYTES;
    }
  }

  reject(line: RejectedLine): void {
    this.#rejected.push(line);
  }

  /** Leaves a row to the store, and marks where it belongs in the outputs. */
  leave(rows: CutRows, row: number): void {
    const { slot } = this.#stretch;
    this.#left.push({
      start: rows.start[row]!,
      end: rows.next[row]!,
      before: this.#offset(rows.before[row]!),
      line: rows.line[row]!,
      allowed: this.#allowed - slot.allowed,
      refused: this.#refused - slot.refused,
      index: this.#index - slot.index,
      rejected: this.#rejected.length,
    });
  }

  /** Byte of the list of a place in the stretch. */
  #offset(at: number): number {
    return this.#stretch.offset + at - this.#stretch.slot.input;
  }

  #writeLine(line: number): void {
    const high = Math.floor(line / 1_048_576);
    const to = this.#id + this.#idBytes - LINE_LETTERS;
    const bytes = this.#bytes;
    for (let i = 0; i < 4; i++) {
      const bits = i === 0 ? high >> 10 : i === 1 ? high & 1023 : i === 2 ? (line >> 10) & 1023 : line & 1023;
      bytes[to + i * 2] = LETTERS[bits * 2]!;
      bytes[to + i * 2 + 1] = LETTERS[bits * 2 + 1]!;
    }
  }
}

const LETTERS = Uint8Array.from(Buffer.from(PAIRS.join(''), 'latin1'));
