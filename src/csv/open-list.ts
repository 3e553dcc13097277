import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HeedError } from '../errors.ts';
import {
  type Delimiter,
  detectDelimiter,
  detectEncoding,
  type Encoding,
  isWorkbook,
  type ListFormat,
  type Newline,
  separatorLine,
} from './detect-format.ts';
import type { ListRow } from './list-row.ts';
import { RecordScanner } from './record-scanner.ts';

export type { Delimiter, Encoding, ListFormat, Newline } from './detect-format.ts';
export type { ListRow, RowProblem } from './list-row.ts';

const CHUNK = 256 * 1024;

/** A path, or bytes as they arrive (standard input, an upload). */
export type ListSource = string | AsyncIterable<Uint8Array>;

/** A place between two records. */
export interface ListPosition {
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly line: number;
}

export interface List {
  readonly format: ListFormat;
  readonly header: readonly string[];
  /** The heading's bytes as they stand in the list, without the newline. */
  readonly headerRaw: Buffer;
  /** Size of the file in bytes; undefined for a stream. */
  readonly size: number | undefined;
  /** Where the first record after the heading starts. */
  readonly start: ListPosition;
  /**
   * The records from a place on (the start by default), some thousands at a time. Unusable rows come along with their
   * `problem`. A stream can be read once.
   */
  rows(from?: ListPosition): AsyncGenerator<ListRow[]>;
}

/**
 * Opens a CSV list: finds out encoding (UTF-8, UTF-16 with its mark, else Windows-1252), delimiter (`,` `;` tab `|`)
 * and heading; a line `sep=;` above it is Excel's. Memory stays at a few chunks whatever the list's size.
 *
 * Throws `BAD_LIST` when there is no heading to read.
 */
export async function openList(source: ListSource, options: { delimiter?: Delimiter } = {}): Promise<List> {
  const bytes = typeof source === 'string' ? await fromFile(source) : fromStream(source);
  const sample = await bytes.sample();
  if (isWorkbook(sample))
    throw badList(
      'This is a workbook, not a CSV file. Open it and save it as "CSV UTF-8", then use that file.',
    );
  const { encoding, bomBytes } = detectEncoding(sample, sample.length < CHUNK);
  const toScanned = transcoder(encoding);
  const whole = toScanned(sample.subarray(bomBytes), false);
  const separator = separatorLine(whole.subarray(0, 16).toString('latin1'));
  const text = whole.subarray(separator?.length ?? 0);
  const delimiter = options.delimiter ?? separator?.delimiter ?? detectDelimiter(text.toString('latin1'));
  const scan = {
    delimiter: delimiter.charCodeAt(0),
    fileBytes: encoding.startsWith('utf-16') ? utf16Bytes : undefined,
  };

  // Blank lines above the heading are passed over by the scanner, which also counts them.
  const width = encoding.startsWith('utf-16') ? 2 : 1;
  const offset = bomBytes + (separator?.length ?? 0) * width;
  const top = new RecordScanner({ ...scan, columns: 0, offset, line: separator ? 2 : 1 });
  const heading = top.push(text, sample.length < CHUNK)[0];
  if (!heading)
    throw badList(sample.length === 0 ? 'The list is empty.' : 'The first line is too long to be a heading.');
  if (heading.problem) throw badList(`The heading cannot be read. ${heading.problem.message}`);
  const header = Array.from({ length: heading.size }, (_, i) => heading.cell(i).trim());
  if (header.every((name) => name === '')) throw badList('The first line of the list is no heading.');

  const start = { offset: heading.endOffset, line: heading.nextLine };
  return {
    format: { encoding, bom: bomBytes > 0, delimiter, newline: newlineAfter(text, heading) },
    header,
    headerRaw: Buffer.from(heading.raw),
    size: bytes.size,
    start,
    async *rows(from = start) {
      const scanner = new RecordScanner({ ...scan, ...from, columns: header.length });
      const convert = transcoder(encoding);
      for await (const chunk of bytes.read(from.offset)) {
        const rows = scanner.push(convert(chunk, false), false);
        if (rows.length > 0) yield rows;
      }
      const rows = scanner.push(convert(Buffer.alloc(0), true), true);
      if (rows.length > 0) yield rows;
    },
  };
}

function badList(detail: string): HeedError {
  return new HeedError('BAD_LIST', detail);
}

interface ByteSource {
  readonly size: number | undefined;
  /** The first bytes; fewer than a chunk only when the source has no more. */
  sample(): Promise<Buffer>;
  read(from: number): AsyncIterable<Buffer>;
}

async function fromFile(path: string): Promise<ByteSource> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw badList(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened (${error.code}).`,
    );
  });
  if (found.isDirectory()) throw badList(`${path} is a folder, not a list.`);
  // A pipe under a path (as shells make for <(…)) can be read only once.
  if (!found.isFile()) return fromStream(createReadStream(path));
  const read = (from: number) =>
    createReadStream(path, { start: from, highWaterMark: CHUNK }) as AsyncIterable<Buffer>;
  return {
    size: found.size,
    async sample() {
      for await (const chunk of read(0)) return chunk;
      return Buffer.alloc(0);
    },
    read,
  };
}

function fromStream(stream: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = stream[Symbol.asyncIterator]();
  let sampled: Buffer | undefined;
  return {
    size: undefined,
    async sample() {
      const chunks: Uint8Array[] = [];
      for (let length = 0; length < CHUNK; ) {
        const next = await iterator.next();
        if (next.done) break;
        chunks.push(next.value);
        length += next.value.length;
      }
      sampled = Buffer.concat(chunks);
      return sampled;
    },
    async *read(from) {
      if (!sampled) throw new Error('a streamed list can be read once');
      let skip = from;
      let chunk = sampled;
      sampled = undefined;
      for (;;) {
        if (skip < chunk.length) yield chunk.subarray(skip);
        skip = Math.max(0, skip - chunk.length);
        const next = await iterator.next();
        if (next.done) return;
        chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
      }
    },
  };
}

/** The bytes that are scanned: UTF-16 as UTF-8, everything else as it is. */
function transcoder(encoding: Encoding): (chunk: Buffer, final: boolean) => Buffer {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return (chunk) => chunk;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (chunk, final) => Buffer.from(decoder.decode(chunk, { stream: !final }), 'utf8');
}

/** Bytes in a UTF-16 file of a stretch of UTF-8. */
function utf16Bytes(buffer: Buffer, start: number, end: number, ascii: boolean): number {
  return 2 * (ascii ? end - start : buffer.toString('utf8', start, end).length);
}

function newlineAfter(text: Buffer, heading: ListRow): Newline {
  const raw = heading.raw;
  const end = raw.byteOffset - text.byteOffset + raw.length;
  if (text[end] !== 0x0d) return text[end] === 0x0a ? '\n' : '\r\n';
  return text[end + 1] === 0x0a ? '\r\n' : '\r';
}
