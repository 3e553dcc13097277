import { closeSync, openSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { HeedError } from '../errors.ts';
import { readFully } from '../read-fully.ts';
import {
  BUCKET_SIZE,
  BUCKETS,
  columnBytes,
  columnsOver,
  encodeHeader,
  type IndexColumns,
  type IndexHeader,
  MAGIC,
  PREFIX_BYTES,
} from './index-format.ts';

const SLICE = 8 * 1024 * 1024;

function damaged(path: string): HeedError {
  return new HeedError(
    'BAD_REGISTER_FILE',
    `The register index ${path} is damaged. Load the register file again.`,
  );
}

function readHeaderOf(fd: number, path: string): { header: IndexHeader; bodyAt: number } {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  if (!readFully(fd, prefix, 0) || prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) throw damaged(path);
  const length = prefix.readUInt32LE(MAGIC.length);
  const json = Buffer.alloc(Math.min(length, 65_536));
  if (!readFully(fd, json, PREFIX_BYTES)) throw damaged(path);
  return { header: JSON.parse(json.toString()) as IndexHeader, bodyAt: PREFIX_BYTES + length };
}

/** Reads the header alone. */
export function readHeader(path: string): IndexHeader {
  const fd = openSync(path, 'r');
  try {
    return readHeaderOf(fd, path).header;
  } finally {
    closeSync(fd);
  }
}

export interface LoadedIndex extends IndexColumns {
  readonly header: IndexHeader;
  /** All three columns in one piece of memory, which a worker thread can share. */
  readonly buffer: SharedArrayBuffer;
}

/** Reads a whole index into shared memory and checks it. Throws `BAD_REGISTER_FILE` when the file is damaged. */
export function readIndex(path: string): LoadedIndex {
  const fd = openSync(path, 'r');
  try {
    const { header, bodyAt } = readHeaderOf(fd, path);
    const buffer = new SharedArrayBuffer(columnBytes(header.count));
    const bytes = new Uint8Array(buffer);
    if (!readFully(fd, bytes, bodyAt) || crc32(bytes) !== header.crc32) throw damaged(path);
    return { header, buffer, ...columnsOver(buffer, header.count) };
  } finally {
    closeSync(fd);
  }
}

/**
 * Looks one number up in an index that stays on disk: for the rare question about a past instant, which is not worth
 * keeping an old register in memory. Returns the day it was first seen listed, or -1.
 */
export function lookUpOnDisk(path: string, number: number): number {
  const fd = openSync(path, 'r');
  try {
    const { header, bodyAt } = readHeaderOf(fd, path);
    const bucket = Math.floor(number / BUCKET_SIZE);
    const bounds = new Uint32Array(2);
    if (!readFully(fd, new Uint8Array(bounds.buffer), bodyAt + bucket * 4)) throw damaged(path);
    const [from, to] = [bounds[0]!, bounds[1]!];
    const offsets = new Uint16Array(to - from);
    const offsetsAt = bodyAt + (BUCKETS + 1) * 4;
    if (!readFully(fd, new Uint8Array(offsets.buffer), offsetsAt + from * 2)) throw damaged(path);
    const found = offsets.indexOf(number - bucket * BUCKET_SIZE);
    if (found < 0) return -1;
    const day = new Uint16Array(1);
    if (!readFully(fd, new Uint8Array(day.buffer), offsetsAt + (header.count + from + found) * 2))
      throw damaged(path);
    return day[0]!;
  } finally {
    closeSync(fd);
  }
}

/**
 * Writes an index so that it is there whole or not at all: into a temporary file beside it, flushed to disk, then
 * renamed.
 */
export async function writeIndex(
  path: string,
  header: Omit<IndexHeader, 'crc32'>,
  columns: IndexColumns,
): Promise<void> {
  const parts = [columns.starts, columns.offsets, columns.days].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  const checksum = parts.reduce((value, part) => crc32(part, value), 0);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await writeFully(file, encodeHeader({ ...header, crc32: checksum }));
      for (const part of parts) await writeFully(file, part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeFully(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, Math.min(SLICE, bytes.length - done));
    done += bytesWritten;
  }
}
