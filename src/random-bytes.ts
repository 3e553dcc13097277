import { randomFillSync } from 'node:crypto';

/** Asking the system for a few bytes costs as much as asking for thousands. */
const POOL = Buffer.alloc(8192);
let used = POOL.length;

/**
 * Random bytes of the system's generator, for ids, nonces and keys that are made by the thousand. What is handed out is
 * wiped from the pool.
 */
export function randomBytes(size: number): Buffer {
  if (size > POOL.length - used) {
    randomFillSync(POOL);
    used = 0;
  }
  const bytes = Buffer.from(POOL.subarray(used, used + size));
  POOL.fill(0, used, used + size);
  used += size;
  return bytes;
}
