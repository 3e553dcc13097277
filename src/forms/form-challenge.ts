import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Vault } from '../db/vault.ts';

/** Leading zero bits that a browser's work has to show: some thousand hashes, under a second on an old phone. */
export const WORK_BITS = 12;
/** How long people without JavaScript wait instead, in seconds. */
export const PATIENCE_SECONDS = 3;
const VALID_SECONDS = 24 * 60 * 60;

/**
 * A one-time token of a page: random, dated and signed, so that nothing needs to be kept. It makes a double click one
 * submission, and it is what the browser works on; no third party is asked who is a person.
 */
export function newChallenge(vault: Vault, form: string, now: number = Date.now()): string {
  const body = Buffer.alloc(16);
  body.writeUInt32BE(Math.floor(now / 1000), 0);
  randomBytes(12).copy(body, 4);
  return Buffer.concat([body, sign(vault, form, body)]).toString('base64url');
}

/** How many seconds ago a challenge was made; null when it is not ours, for another form, or older than a day. */
export function challengeAge(
  vault: Vault,
  form: string,
  challenge: string,
  now: number = Date.now(),
): number | null {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== challenge) return null;
  const body = bytes.subarray(0, 16);
  if (!timingSafeEqual(sign(vault, form, body), bytes.subarray(16))) return null;
  const age = now / 1000 - body.readUInt32BE(0);
  return age >= -5 && age < VALID_SECONDS ? age : null;
}

/** Whether SHA-256 of `challenge.work` begins with enough zero bits. */
export function hasWorked(challenge: string, work: string): boolean {
  if (!/^\d{1,12}$/.test(work)) return false;
  const hash = createHash('sha256').update(`${challenge}.${work}`).digest();
  return hash.readUInt32BE(0) >>> (32 - WORK_BITS) === 0;
}

function sign(vault: Vault, form: string, body: Buffer): Buffer {
  return vault.hash('heed', 'form-challenge', `${form}\0${body.toString('hex')}`).subarray(0, 16);
}
