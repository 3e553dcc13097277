import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';

/** Rows as the database writes them in JSON, kept outside the database so that no restored backup undoes them. */
export interface JournalEntry {
  /** Uuid of the person who was erased; absent for a suppression alone. */
  readonly subject?: string;
  /** The fact `erasure`, as a row of `fact`. */
  readonly facts: readonly Record<string, unknown>[];
  /** Rows of `suppression`. */
  readonly suppressions: readonly Record<string, unknown>[];
}

export const JOURNAL = 'erasures.journal';

/**
 * Writes down what an open transaction erased or suppressed, and waits for the disk. It stands there before the
 * transaction is acknowledged: an erasure that was asked for and whose outcome is unknown counts when a backup is
 * restored. The journal holds pseudonyms and keyed hashes, nothing that names a person.
 *
 * @param ids uuids of the suppressions that were written
 */
export async function journalStops(
  tx: Kysely<Database>,
  folder: string,
  ids: readonly string[],
  subject?: string,
): Promise<void> {
  const facts = subject
    ? await sql<{ row: string }>`select row_to_json(f)::text as row from fact f
        where subject = ${subject}::uuid and type = 'erasure'`.execute(tx)
    : { rows: [] };
  const suppressions = await sql<{ row: string }>`select row_to_json(s)::text as row from suppression s
    where id in (select i::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as i)`.execute(
    tx,
  );
  // The rows are passed on as the database wrote them: its numbers do not all fit into JavaScript's.
  const list = (rows: readonly { row: string }[]) => `[${rows.map(({ row }) => row).join(',')}]`;
  const named = subject ? `"subject":${JSON.stringify(subject)},` : '';
  append(
    join(folder, JOURNAL),
    `{${named}"facts":${list(facts.rows)},"suppressions":${list(suppressions.rows)}}\n`,
  );
}

function append(path: string, line: string): void {
  const fd = openSync(path, 'a', 0o600);
  try {
    // A line that a crash cut short ends here, so that it spoils no other.
    appendFileSync(fd, `\n${line}`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Every entry of a journal. A line that a crash cut short was never acknowledged and is passed over. */
export function readJournal(path: string): JournalEntry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line === '') return [];
      try {
        return [JSON.parse(line) as JournalEntry];
      } catch {
        return [];
      }
    });
}
