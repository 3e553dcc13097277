import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Why a row cannot be used. The sentence ends up in a rejects file: it says what to do and repeats no content. */
export interface RowProblem {
  readonly code: 'NUL' | 'FIELD_TOO_LONG' | 'ROW_TOO_LONG' | 'BAD_QUOTES' | 'RAGGED';
  readonly message: string;
}

/** Decodes bytes of one row: UTF-8 where they are valid UTF-8, Windows-1252 where they are not. */
export function decode(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252');
}

const QUOTE = 0x22;

/**
 * One record of a list. It points into the bytes that were read and decodes a cell only when asked, so that a list of
 * forty columns costs no more than the two that are looked at.
 */
export class ListRow {
  /** Number of the line on which the record starts; the header is on line 1. */
  readonly line: number;
  /** Bytes of the file up to and with this record's newline: where reading goes on after it. */
  readonly endOffset: number;
  /** Number of the line on which the next record starts. */
  readonly nextLine: number;
  /** Set when the row cannot be used. Its cells can still be read unless the row was too long to keep. */
  readonly problem: RowProblem | undefined;
  /** Number of cells. */
  readonly size: number;
  readonly #buffer: Buffer;
  readonly #start: number;
  readonly #end: number;
  /** Start and end of each cell, without its quotes. */
  readonly #cuts: Int32Array;
  readonly #firstCut: number;
  readonly #ascii: boolean;
  #encoding: 'utf8' | 'windows-1252' | undefined;

  constructor(at: {
    line: number;
    endOffset: number;
    nextLine: number;
    problem: RowProblem | undefined;
    buffer: Buffer;
    start: number;
    end: number;
    cuts: Int32Array;
    firstCut: number;
    size: number;
    ascii: boolean;
  }) {
    this.line = at.line;
    this.endOffset = at.endOffset;
    this.nextLine = at.nextLine;
    this.problem = at.problem;
    this.size = at.size;
    this.#buffer = at.buffer;
    this.#start = at.start;
    this.#end = at.end;
    this.#cuts = at.cuts;
    this.#firstCut = at.firstCut;
    this.#ascii = at.ascii;
  }

  /** The record's bytes as they stand in the list, without the newline (UTF-8 for a UTF-16 list). */
  get raw(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** The text of a cell, unquoted; empty for a cell that the row does not have. */
  cell(index: number): string {
    if (index < 0 || index >= this.size) return '';
    const start = this.#cuts[this.#firstCut + index * 2]!;
    const end = this.#cuts[this.#firstCut + index * 2 + 1]!;
    const text = this.#decode(start, end);
    // Before an unquoted cell stands a delimiter or a newline, so a quote there is the opening one.
    return start > this.#start && this.#buffer[start - 1] === QUOTE && text.includes('""')
      ? text.replaceAll('""', '"')
      : text;
  }

  #decode(start: number, end: number): string {
    if (this.#ascii) return this.#buffer.toString('latin1', start, end);
    this.#encoding ??= isUtf8(this.raw) ? 'utf8' : 'windows-1252';
    return this.#encoding === 'utf8'
      ? this.#buffer.toString('utf8', start, end)
      : iconv.decode(this.#buffer.subarray(start, end), 'windows-1252');
  }
}
