import { createHash } from 'node:crypto';
import { readSealed, type SealedHeader } from './sealed-file.ts';

/**
 * What the file of a backup says, line by line: `#` and a table with its columns, then its rows as JSON objects, one a
 * line, as the database writes them; at the end `=` and the trailer.
 */
export type Line =
  | { readonly kind: 'table'; readonly table: TableHead }
  | { readonly kind: 'row'; readonly json: string }
  | { readonly kind: 'trailer'; readonly trailer: Trailer };

export interface TableHead {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface RegisterFile {
  /** Below `registers/` in the data folder, such as `TPS/2026-11-01-0123456789ab.idx`. */
  readonly path: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

export interface Trailer {
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly registers: readonly RegisterFile[];
}

export async function* readLines<H extends SealedHeader>(
  path: string,
  secretOf: (header: H) => Buffer,
): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of readSealed(path, secretOf)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    let start = 0;
    for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
      yield parseLine(bytes.toString('utf8', start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}

function parseLine(line: string): Line {
  if (line.startsWith('#')) return { kind: 'table', table: JSON.parse(line.slice(1)) as TableHead };
  if (line.startsWith('=')) return { kind: 'trailer', trailer: JSON.parse(line.slice(1)) as Trailer };
  return { kind: 'row', json: line };
}

/** Reads a file to its end and returns the SHA-256 of what it holds, hex. Throws BACKUP_INVALID. */
export async function hashSealed<H extends SealedHeader>(
  path: string,
  secretOf: (header: H) => Buffer,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readSealed(path, secretOf)) hash.update(piece);
  return hash.digest('hex');
}
