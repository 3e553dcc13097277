import { ListRow, type RowProblem } from './list-row.ts';

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** A cell beyond this is no contact data; a row beyond it is not kept in memory. In bytes. */
export const MAX_CELL = 65_536;
export const MAX_ROW = 1_048_576;

const PROBLEMS = {
  NUL: 'The row holds a NUL character. Export the list again as plain CSV.',
  FIELD_TOO_LONG: `A cell is longer than ${MAX_CELL.toLocaleString('en-GB')} bytes.`,
  ROW_TOO_LONG: `The line is longer than ${MAX_ROW.toLocaleString('en-GB')} bytes.`,
  BAD_QUOTES:
    'A quotation mark in this line opens a cell that is not closed as CSV asks. Double each quotation mark inside a quoted cell.',
} as const;

export interface ScannerStart {
  /** Byte of the delimiter. */
  readonly delimiter: number;
  /** Cells that every row should have; 0 to take any number. */
  readonly columns: number;
  /** Byte offset and line of the first record to be scanned. */
  readonly offset: number;
  readonly line: number;
  /** How many bytes of the file a stretch of the scanned bytes stands for (twice its characters for UTF-16). */
  readonly fileBytes?: (buffer: Buffer, start: number, end: number, ascii: boolean) => number;
}

/** Room for the marks of cells, two each, to begin with. */
const FEW_CUTS = 64;
const MANY_CUTS = 8192;

/**
 * Cuts bytes into the records of RFC 4180, with LF, CR LF or CR between them. A record that cannot be read costs one
 * line: scanning goes on at the next one, so that a stray quotation mark does not swallow the rest of the list.
 */
export class RecordScanner {
  readonly #start: ScannerStart;
  #offset: number;
  #line: number;
  #rest: Buffer = Buffer.alloc(0);
  /** True while the rest of a line that was refused for its length is being dropped. */
  #skipping = false;
  #cuts = new Int32Array(FEW_CUTS);
  #cutCount = 0;

  // What the scan of one record found.
  #newlines = 0;
  #seen = 0;
  #problem: keyof typeof PROBLEMS | undefined;
  #recordEnd = 0;

  constructor(start: ScannerStart) {
    this.#start = start;
    this.#offset = start.offset;
    this.#line = start.line;
  }

  /** Takes the next bytes and gives back every record that is complete; with `final`, all that is left. */
  push(chunk: Buffer, final: boolean): ListRow[] {
    const buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const rows: ListRow[] = [];
    // Single rows are read by scanners of their own, tens of thousands of them: they ask for no more than a row needs.
    this.#cuts = new Int32Array(Math.max(FEW_CUTS, Math.min(MANY_CUTS, buffer.length * 2)));
    this.#cutCount = 0;
    let at = this.#skipping ? this.#skipLine(buffer, 0, final) : 0;
    while (at < buffer.length && !this.#skipping) {
      const firstCut = this.#cutCount;
      const size = this.#scan(buffer, at, final);
      const next = size < 0 ? -1 : afterNewline(buffer, this.#recordEnd, final);
      if (next < 0) {
        this.#cutCount = firstCut;
        const wait = !final && buffer.length - at <= MAX_ROW;
        if (wait && this.#problem !== 'BAD_QUOTES') break;
        const refusedUpTo = this.#refuseLine(rows, buffer, at, final, wait);
        if (refusedUpTo < 0) break;
        at = refusedUpTo;
        continue;
      }
      const ascii = this.#seen < 0x80;
      const line = this.#line;
      this.#advance(buffer, at, next, ascii, this.#newlines + (next > this.#recordEnd ? 1 : 0));
      // An empty line is no row.
      if (this.#recordEnd > at)
        rows.push(
          new ListRow({
            line,
            endOffset: this.#offset,
            nextLine: this.#line,
            problem: this.#problemOf(size),
            buffer,
            start: at,
            end: this.#recordEnd,
            cuts: this.#cuts,
            firstCut,
            size,
            ascii,
          }),
        );
      at = next;
    }
    this.#rest = at < buffer.length ? buffer.subarray(at) : Buffer.alloc(0);
    return rows;
  }

  /** Marks the cells of the record at `at`. Returns how many, or -1 when the bytes end before the record does. */
  #scan(buffer: Buffer, at: number, final: boolean): number {
    const { delimiter } = this.#start;
    const end = buffer.length;
    let i = at;
    let cells = 0;
    let newlines = 0;
    let seen = 0;
    this.#problem = undefined;
    for (;;) {
      let from = i;
      let to: number;
      if (i < end && buffer[i] === QUOTE) {
        from = ++i;
        for (;;) {
          if (i >= end) return -1;
          const byte = buffer[i]!;
          if (byte === QUOTE) {
            if (i + 1 >= end && !final) return -1;
            if (buffer[i + 1] !== QUOTE) break;
            i++;
          } else if (byte === LF || (byte === CR && buffer[i + 1] !== LF)) newlines++;
          else if (byte === 0) this.#problem ??= 'NUL';
          seen |= byte;
          i++;
        }
        to = i++;
        const after = buffer[i];
        if (i < end && after !== delimiter && after !== LF && after !== CR) {
          this.#problem = 'BAD_QUOTES';
          return -1;
        }
      } else {
        for (; i < end; i++) {
          const byte = buffer[i]!;
          if (byte === delimiter || byte === LF || byte === CR) break;
          seen |= byte;
          if (byte === 0) this.#problem ??= 'NUL';
        }
        to = i;
      }
      if (to - from > MAX_CELL) this.#problem ??= 'FIELD_TOO_LONG';
      this.#cut(from, to);
      cells++;
      if (i >= end && !final) return -1;
      if (i < end && buffer[i] === delimiter) {
        i++;
        continue;
      }
      this.#recordEnd = i;
      this.#newlines = newlines;
      this.#seen = seen;
      return cells;
    }
  }

  #cut(from: number, to: number): void {
    if (this.#cutCount + 2 > this.#cuts.length) {
      // Rows made so far keep the array they were given.
      const larger = new Int32Array(this.#cuts.length * 2);
      larger.set(this.#cuts);
      this.#cuts = larger;
    }
    this.#cuts[this.#cutCount++] = from;
    this.#cuts[this.#cutCount++] = to;
  }

  /** Refuses the line at `at`. Returns where scanning goes on, or -1 to wait for the line's end. */
  #refuseLine(rows: ListRow[], buffer: Buffer, at: number, final: boolean, wait: boolean): number {
    const end = endOfLine(buffer, at);
    const next = afterNewline(buffer, end, final);
    if (next < 0 && wait) return -1;
    const line = this.#line;
    const code = next < 0 ? 'ROW_TOO_LONG' : 'BAD_QUOTES';
    // A line without its end in sight is dropped from here on, except a CR that may be half of its newline.
    const upTo = next < 0 ? end : next;
    this.#skipping = next < 0;
    this.#advance(buffer, at, upTo, false, next < 0 ? 0 : 1);
    rows.push(
      new ListRow({
        line,
        endOffset: this.#offset,
        nextLine: line + 1,
        problem: { code, message: PROBLEMS[code] },
        buffer,
        start: at,
        end: Math.min(end, at + MAX_ROW),
        cuts: this.#cuts,
        firstCut: 0,
        size: 0,
        ascii: false,
      }),
    );
    return upTo;
  }

  /** Drops bytes up to the end of a line that was refused while its end was not in sight. */
  #skipLine(buffer: Buffer, at: number, final: boolean): number {
    const end = endOfLine(buffer, at);
    const next = afterNewline(buffer, end, final);
    const upTo = next < 0 ? end : next;
    this.#skipping = next < 0;
    this.#advance(buffer, at, upTo, false, next < 0 ? 0 : 1);
    return upTo;
  }

  #advance(buffer: Buffer, from: number, to: number, ascii: boolean, lines: number): void {
    this.#offset += this.#start.fileBytes ? this.#start.fileBytes(buffer, from, to, ascii) : to - from;
    this.#line += lines;
  }

  #problemOf(size: number): RowProblem | undefined {
    if (this.#problem) return { code: this.#problem, message: PROBLEMS[this.#problem] };
    const { columns } = this.#start;
    if (columns === 0 || size === columns) return undefined;
    return {
      code: 'RAGGED',
      message: `The row has ${size} ${size === 1 ? 'cell' : 'cells'}; the heading has ${columns}.`,
    };
  }
}

function endOfLine(buffer: Buffer, at: number): number {
  let end = at;
  while (end < buffer.length && buffer[end] !== LF && buffer[end] !== CR) end++;
  return end;
}

/** The position after the newline at `end`; -1 when more bytes are needed to tell. */
function afterNewline(buffer: Buffer, end: number, final: boolean): number {
  if (end >= buffer.length) return final ? end : -1;
  if (buffer[end] === LF) return end + 1;
  if (end + 1 >= buffer.length) return final ? end + 1 : -1;
  return buffer[end + 1] === LF ? end + 2 : end + 1;
}
