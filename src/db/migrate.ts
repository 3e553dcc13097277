import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { packageRoot } from '../paths.ts';
import { LOCK } from './locks.ts';

const folder = join(packageRoot, 'src', 'db', 'migrations');

/** The statements of one migration file: each ends with a semicolon at the end of a line. */
export function statementsOf(text: string): string[] {
  return text
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter(Boolean);
}

/**
 * Applies the migrations that are missing, in order, all or none. Processes that start together wait for each
 * other and each migration is applied once. Returns the names of those applied now.
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort();
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK.migrations)}, 0)`.execute(tx);
    await sql`create table if not exists migration (
      name text primary key,
      applied_at timestamptz not null default now()
    )`.execute(tx);
    const { rows } = await sql<{ name: string }>`select name from migration`.execute(tx);
    const done = new Set(rows.map((row) => row.name));
    const missing = files.filter((name) => !done.has(name));
    for (const name of missing) {
      for (const statement of statementsOf(readFileSync(join(folder, name), 'utf8'))) {
        await sql.raw(statement).execute(tx);
      }
      await sql`insert into migration (name) values (${name})`.execute(tx);
    }
    return missing;
  });
}
