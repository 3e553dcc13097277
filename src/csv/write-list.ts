import iconv from 'iconv-lite';
import type { ListFormat } from './detect-format.ts';

/**
 * Writes a list the way another one is written: same encoding, delimiter and newline, its rows byte for byte with
 * cells added at the end.
 */
export interface ListWriter {
  /** What the file starts with: the byte order mark, or nothing. */
  readonly prefix: Buffer;
  /** One line: a row's raw bytes (`ListRow.raw`, `List.headerRaw`) and further cells, newline included. */
  line(raw: Buffer, cells: readonly string[]): Buffer;
}

export function listWriter(format: ListFormat): ListWriter {
  const utf16 = format.encoding === 'utf-16le' || format.encoding === 'utf-16be';
  return {
    prefix: format.bom
      ? iconv.encode('\ufeff', format.encoding === 'windows-1252' ? 'utf-8' : format.encoding)
      : Buffer.alloc(0),
    line(raw, cells) {
      let tail = '';
      for (const cell of cells) tail += format.delimiter + quoteCell(cell, format.delimiter);
      tail += format.newline;
      // The bytes of a UTF-16 row were turned into UTF-8 when they were read.
      if (utf16) return iconv.encode(raw.toString('utf8') + tail, format.encoding);
      return Buffer.concat([raw, iconv.encode(tail, format.encoding)]);
    },
  };
}

/** A cell as CSV, quoted where it must be. */
export function quoteCell(text: string, delimiter = ','): string {
  const plain = !text.includes(delimiter) && !/["\r\n]/.test(text) && text === text.trim();
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

/**
 * A cell of Heed's own that repeats something from outside: spreadsheets run cells that start like a formula, so those
 * get an apostrophe in front (OWASP, CSV injection).
 */
export function safeCell(text: string, delimiter = ','): string {
  return quoteCell(/^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text, delimiter);
}
