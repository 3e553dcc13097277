import { readSync, writeSync } from 'node:fs';

/** One call takes so much at most; more would have to fit into a signed 32-bit number. In bytes. */
const SLICE = 8 * 1024 * 1024;

/** Fills the bytes from a place in a file; false where the file ends before. */
export function readFully(fd: number, into: Uint8Array, position: number): boolean {
  for (let done = 0; done < into.length; ) {
    const got = readSync(fd, into, done, Math.min(SLICE, into.length - done), position + done);
    if (got === 0) return false;
    done += got;
  }
  return true;
}

/** Writes all of the bytes at a place in a file. */
export function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, Math.min(SLICE, bytes.length - done), position + done);
}
