import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './tables.ts';

/** Selects a timestamp as RFC 3339 UTC text with all its microseconds: `2026-11-22T04:30:00.123456Z`. */
export function readInstant<T extends string | null = string>(column: string): RawBuilder<T> {
  return sql<T>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The database's clock now, in microseconds. Read it after taking locks. */
export async function databaseNow(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ now: string }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`.execute(db);
  return rows[0]!.now;
}

/** Epoch ms as canonical text, `2026-11-22T04:30:00.123Z`. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString();
}
