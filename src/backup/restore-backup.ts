import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { JOURNAL } from '../contacts/erasure-journal.ts';
import { freezeLedger } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import type { KeyRing } from '../db/vault.ts';
import { HeedError } from '../errors.ts';
import { rebuildProjections } from '../facts/project-facts.ts';
import type { Heed } from '../heed.ts';
import { chainOf, PEOPLE_FILE, type PeopleHeader } from './backup-folder.ts';
import { loadBackupKey } from './backup-key.ts';
import { epochFile, requireEpoch } from './epochs.ts';
import { type Line, readLines, type TableHead, type Trailer } from './lines.ts';
import { restoreRegisterFiles } from './register-files.ts';
import {
  bringBackStops,
  eraseAgain,
  isRemembered,
  rememberJournal,
  rememberRows,
  rememberStops,
} from './remembered-stops.ts';
import { readSealedHeader, type SealedHeader } from './sealed-file.ts';
import { allTables, historyTables, insertRows, isIncremental } from './tables.ts';
import { peopleSecret } from './write-backup.ts';

export interface RestoreInput {
  /** A folder of backups, for the latest, or one of its files. */
  readonly from: string;
  /** The people part to use; default: the one in the folder. Always the newest there is. */
  readonly people?: string;
  /** Restore the history alone, when the people part or its key is lost. */
  readonly withoutPeople?: boolean;
  /** Further journals of erasures, from other machines or copies. */
  readonly journals?: readonly string[];
  /** Replace what the store holds. What was erased or suppressed in it stays so. */
  readonly force?: boolean;
}

export interface Restored {
  /** RFC 3339 in microseconds: what was recorded up to here is restored. */
  readonly at: string;
  readonly rows: number;
  /** People who were in the backup and were erased since: they stay erased. */
  readonly erased_again: number;
  /** Stops that were recorded after the backup and hold again, a fact or a suppression each. */
  readonly stopped_again: number;
  /** People without a key whom nothing says to be erased: what is sealed about them cannot be read. */
  readonly unreadable: number;
  readonly registers: number;
}

/**
 * Restores a backup in one transaction, all or nothing. Before anybody can see the result, everything that is known of
 * erasures and stops since is applied to it: from the people part, from the store itself, from the journal in
 * the data folder and from those that are named.
 *
 * @throws HeedError BACKUP_INVALID, CONFLICT for a store that holds something, NOT_FOUND, VALIDATION for keys
 */
export async function restoreBackup(heed: Heed, input: RestoreInput): Promise<Restored> {
  const ring = loadBackupKey();
  const { folder, chain } = await chainOf(input.from);
  const journals = [join(heed.folder, JOURNAL), ...(input.journals ?? [])];
  for (const path of input.journals ?? [])
    if (!existsSync(path)) throw new HeedError('NOT_FOUND', `There is no journal at ${path}.`);
  const people = input.withoutPeople
    ? null
    : await openPeople(heed.folder, input.people ?? join(folder, PEOPLE_FILE), ring);
  const secretOf = secretFrom(ring);
  const last = chain.at(-1)!.header;

  const result = await heed.db.transaction().execute(async (tx) => {
    await freezeLedger(tx);
    await refuseUnknownMigrations(tx, last.migrations);
    await requireEmpty(tx, input.force ?? false);
    await rememberStops(tx);
    for (const { name } of await allTables(tx)) {
      if (name !== 'migration') await sql`delete from ${sql.table(name)}`.execute(tx);
    }
    let rows = 0;
    let trailer: Trailer | undefined;
    for (const { path } of chain) {
      ({ rows, trailer } = await load(tx, readLines(path, secretOf), rows, (table) => clearWhole(tx, table)));
    }
    if (people)
      ({ rows } = await load(tx, people, rows, async (table) => (isRemembered(table) ? 'remember' : 'add')));
    for (const journal of journals) await rememberJournal(tx, journal);
    // The server has no idea yet how much came in, and would read whole tables for a few people.
    await sql`analyze subject, fact, identifier, suppression, kept_fact, kept_identifier`.execute(tx);
    const stopped_again = await bringBackStops(tx, heed.vault.indexVersions);
    const erased_again = await eraseAgain(tx);
    const unreadable = await countUnreadable(tx);
    await rebuildAll(tx);
    return { at: last.mark.at, rows, erased_again, stopped_again, unreadable, files: trailer!.registers };
  });
  const { files, ...rest } = result;
  return { ...rest, registers: await restoreRegisterFiles(folder, heed.folder, files, secretOf) };
}

function secretFrom(ring: KeyRing): (header: SealedHeader) => Buffer {
  return ({ key_version }) => {
    const key = ring.keys.get(key_version);
    if (key) return key;
    throw new HeedError(
      'BACKUP_INVALID',
      `The backup was made with version ${key_version} of the backup key, which is not here.`,
    );
  };
}

async function openPeople(dataFolder: string, path: string, ring: KeyRing): Promise<AsyncGenerator<Line>> {
  if (!existsSync(path))
    throw new HeedError(
      'NOT_FOUND',
      `There is no people part at ${path}. Name it with --people, or restore the history alone (--without-people).`,
    );
  const { epoch } = await readSealedHeader<PeopleHeader>(path);
  const { key } = requireEpoch(epochFile(dataFolder), epoch);
  const secretOf = secretFrom(ring);
  return readLines<PeopleHeader>(path, (header) => peopleSecret(secretOf(header), key));
}

async function refuseUnknownMigrations(tx: Kysely<Database>, names: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(tx);
  const known = new Set(rows.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new HeedError(
      'BACKUP_INVALID',
      `A newer Heed made this backup (${unknown.join(', ')}). Restore it with that one.`,
    );
}

async function requireEmpty(tx: Kysely<Database>, force: boolean): Promise<void> {
  for (const { name } of await historyTables(tx)) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(tx);
    if (rows.length > 0 && !force)
      throw new HeedError(
        'CONFLICT',
        'The store is not empty. Restore into a new data folder, or add --force to replace everything in this one.',
      );
  }
}

type Taking = 'add' | 'remember';

/** Later backups of a chain bring the tables that are kept whole once more. */
async function clearWhole(tx: Kysely<Database>, table: string): Promise<Taking> {
  if (!isIncremental(table)) await sql`delete from ${sql.table(table)}`.execute(tx);
  return 'add';
}

const BATCH_ROWS = 500;
const BATCH_CHARS = 4_000_000;

async function load(
  tx: Kysely<Database>,
  lines: AsyncGenerator<Line>,
  rowsBefore: number,
  begin: (table: string) => Promise<Taking>,
): Promise<{ rows: number; trailer: Trailer }> {
  const known = new Map((await allTables(tx)).map((table) => [table.name, table]));
  let rows = rowsBefore;
  let table: TableHead | undefined;
  let taking: Taking = 'add';
  let batch: string[] = [];
  let chars = 0;
  let trailer: Trailer | undefined;
  const flush = async () => {
    if (!table || batch.length === 0) return;
    if (taking === 'remember') await rememberRows(tx, table.name, batch);
    else await insertRows(tx, table, batch);
    rows += batch.length;
    batch = [];
    chars = 0;
  };
  for await (const line of lines) {
    if (line.kind === 'row') {
      batch.push(line.json);
      chars += line.json.length;
      if (batch.length === BATCH_ROWS || chars > BATCH_CHARS) await flush();
      continue;
    }
    await flush();
    if (line.kind === 'trailer') trailer = line.trailer;
    else {
      if (!known.has(line.table.name))
        throw new HeedError('BACKUP_INVALID', `There is no table ${line.table.name}.`);
      table = line.table;
      taking = await begin(table.name);
    }
  }
  if (!trailer) throw new HeedError('BACKUP_INVALID', 'The backup ends before its end.');
  return { rows, trailer };
}

async function countUnreadable(tx: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from subject s
    where erased_at is null and not exists (select 1 from subject_key k where k.subject = s.id)`.execute(tx);
  return rows[0]!.n;
}

/** The short form of every history is made anew; it depends on nothing else. */
async function rebuildAll(tx: Kysely<Database>): Promise<void> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ id: string; at: string }>`
      select id, to_char(last_recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from subject
      where erased_at is null and id > ${last}::uuid order by id limit ${BATCH_ROWS}`.execute(tx);
    if (rows.length === 0) return;
    last = rows.at(-1)!.id;
    // Each holds from the instant of its newest fact on, as when it was first made; for a batch, from the newest of all.
    const builtAt = rows.map(({ at }) => at).reduce((a, b) => (a > b ? a : b));
    await rebuildProjections(
      tx,
      rows.map(({ id }) => id),
      builtAt,
    );
  }
}
