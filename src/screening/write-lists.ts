import type { Encoding, ListFormat } from '../csv/open-list.ts';

/** A cell that Heed adds: quoted where CSV asks for it, and never one that a spreadsheet takes for a formula. */
export function safeCell(text: string, delimiter: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return tame.includes(delimiter) || /["\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16be' ? bytes.swap16() : bytes;
  }
  // Everything that Heed adds to a list is ASCII, which Windows-1252 and UTF-8 write alike.
  return Buffer.from(text, 'utf8');
}

/** Writes rows of a list with cells added, in the list's own encoding, delimiter and newline. */
export class ListWriter {
  readonly #format: ListFormat;

  constructor(format: ListFormat) {
    this.#format = format;
  }

  /** The heading with the added columns, after the byte order mark that the list had. */
  heading(raw: Buffer, added: readonly string[]): Buffer {
    const row = this.row(raw, added);
    if (!this.#format.bom) return row;
    return Buffer.concat([encode('\ufeff', this.#format.encoding), row]);
  }

  /** The row's own bytes, untouched, and the added cells. */
  row(raw: Buffer, added: readonly string[]): Buffer {
    const { delimiter, encoding, newline } = this.#format;
    let tail = '';
    for (const cell of added) tail += delimiter + safeCell(cell, delimiter);
    // The reader gives the rows of UTF-16 lists as UTF-8.
    const own = encoding.startsWith('utf-16') ? encode(raw.toString('utf8'), encoding) : raw;
    return Buffer.concat([own, encode(tail + newline, encoding)]);
  }
}

/** A row of Heed's own making, in UTF-8 with commas. */
export function ownRow(cells: readonly string[]): Buffer {
  return Buffer.from(`${cells.map((cell) => safeCell(cell, ',')).join(',')}\r\n`, 'utf8');
}
