import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `heed_<id>_<secret>`: the prefix lets secret scanners find a leaked key, the id finds its row. */
const KEY = /^heed_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/;

/** 256 random bits. No slow hash is needed for what nobody can guess. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function formatKey(id: string, secret: string): string {
  return `heed_${id.slice('key_'.length)}_${secret}`;
}

/** Takes a key apart, or gives undefined for anything that is not one. */
export function parseKey(text: string): { id: string; secret: string } | undefined {
  const match = KEY.exec(text);
  return match ? { id: `key_${match[1]}`, secret: match[2]! } : undefined;
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time, so that answering tells nothing about how much of a secret was right. */
export function secretMatches(secret: string, hash: Uint8Array): boolean {
  const given = hashSecret(secret);
  return hash.byteLength === given.byteLength && timingSafeEqual(given, hash);
}
