import { sql } from 'kysely';
import type { Heed } from '../heed.ts';

/** What a visitor read: stored JSON, perhaps of another version. */
// biome-ignore lint/suspicious/noExplicitAny: stored JSON of another version
export type Words = Record<string, any>;

/** More wordings than an installation has in force at once; the oldest is let go. */
const KEPT = 64;

/** By hash. What a hash names never changes, so that nothing here can be out of date. */
const kept = new Map<string, Words>();

/** The words that were shown, by their hash. Most are in memory; the others are read in one statement. */
export async function storedWords(
  heed: Heed,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Words>> {
  const found = new Map<string, Words>();
  const missing = new Set<string>();
  for (const hash of hashes) {
    const words = kept.get(hash);
    if (words) found.set(hash, words);
    else missing.add(hash);
  }
  if (missing.size === 0) return found;
  const { rows } = await sql<{ hash: string; content: Words }>`
    select hash, content from cookie_wording where hash = any(${[...missing]}::text[])`.execute(heed.db);
  for (const { hash, content } of rows) {
    found.set(hash, content);
    kept.set(hash, content);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  }
  return found;
}
