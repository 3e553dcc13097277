import { type RawBuilder, sql } from 'kysely';

/*
 * Keys to look up, for `where key = …`. The server sees that they are few and goes by the index; a set that is taken
 * apart from JSON it holds to be a hundred, for which it reads a table of some thousands from end to end.
 */

export function anyUuid(ids: readonly string[]): RawBuilder<unknown> {
  return sql`any(${ids}::uuid[])`;
}

/** @param hashes hex */
export function anyHash(hashes: readonly string[]): RawBuilder<unknown> {
  return sql`any(${hashes.map((hash) => `\\x${hash}`)}::text[]::bytea[])`;
}
