import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { databaseNow } from '../db/instants.ts';
import { lockFolder } from '../db/lock-folder.ts';
import { LOCK } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { HeedError } from '../errors.ts';
import { IS_STOP } from '../facts/restricting.ts';
import type { Heed } from '../heed.ts';
import { packageRoot } from '../paths.ts';
import {
  type HistoryHeader,
  listBackups,
  PEOPLE_FILE,
  type PeopleHeader,
  type StoredBackup,
  upTo,
} from './backup-folder.ts';
import { loadBackupKey } from './backup-key.ts';
import { endEarlierEpochs, epochFile, newEpoch } from './epochs.ts';
import { hashSealed, type RegisterFile, type TableHead } from './lines.ts';
import { keepRegisterFiles } from './register-files.ts';
import { newSalt, type SealedHeader, SealedWriter } from './sealed-file.ts';
import { allTables, historyTables, type Mark, PEOPLE, readRows } from './tables.ts';

export interface BackupInput {
  /** Folder for the backups; made when missing. */
  readonly to: string;
  /** Everything anew, not only what is new since the last one. */
  readonly full?: boolean;
}

export interface BackupMade {
  readonly path: string;
  readonly kind: 'full' | 'incremental';
  /** RFC 3339 in microseconds: everything recorded up to here is in it. */
  readonly at: string;
  readonly rows: number;
  readonly registers: number;
}

/** A chain longer than this, or older, is slow to restore and fragile: the next one is full. */
const LONGEST_CHAIN = 30;
const OLDEST_FULL_MS = 7 * 24 * 3_600_000;

/**
 * Writes a backup as it stands at one instant while others go on working, reads it back, and only then puts it in
 * place. The history part is added to the folder; the people part replaces the one before, whose key is destroyed.
 *
 * @throws HeedError VALIDATION without a backup key, STORE_LOCKED while another backup writes to the folder
 */
export async function writeBackup(heed: Heed, input: BackupInput): Promise<BackupMade> {
  const ring = loadBackupKey();
  mkdirSync(input.to, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(input.to, 'heed-backup.lock');
  try {
    for (const name of readdirSync(input.to).filter((entry) => entry.endsWith('.part')))
      rmSync(join(input.to, name), { force: true });
    const secret = ring.keys.get(ring.current)!;
    const parent = input.full ? null : await parentFor(input.to);
    const registers = await keepRegisterFiles(heed.folder, input.to, ring);
    return await heed.db.connection().execute(async (db) => {
      const mark = await openSnapshot(db);
      try {
        const common = { format: 1, key_version: ring.current, made_at: new Date().toISOString() } as const;
        const header: HistoryHeader = {
          ...common,
          kind: parent ? 'incremental' : 'full',
          salt: newSalt(),
          id: randomBytes(8).toString('hex'),
          parent: parent?.header.id ?? null,
          mark,
          heed: version(),
          migrations: await migrations(db),
        };
        const path = join(input.to, `${header.made_at.replaceAll(/[-:.]/g, '')}-${header.kind}.heedbackup`);
        const rows = await writePart(
          db,
          path,
          header,
          secret,
          await historyTables(db),
          parent?.header.mark ?? null,
          registers,
        );
        await writePeople(db, heed.folder, input.to, { ...common, kind: 'people', salt: newSalt() }, secret);
        return { path, kind: header.kind, at: mark.at, rows, registers: registers.length };
      } finally {
        await sql`rollback`.execute(db);
      }
    });
  } finally {
    unlock();
  }
}

/** The backup to add to, or null when the next one has to be full. */
async function parentFor(folder: string): Promise<StoredBackup | null> {
  const all = await listBackups(folder);
  const last = all.at(-1);
  if (!last) return null;
  try {
    const chain = upTo(all, last);
    const age = Date.now() - Date.parse(chain[0]!.header.made_at);
    return chain.length < LONGEST_CHAIN && age < OLDEST_FULL_MS ? last : null;
  } catch (error) {
    if (error instanceof HeedError) return null;
    throw error;
  }
}

/**
 * Opens a transaction that sees the ledger as it stands at a mark: writers are waited for and kept out until the
 * snapshot is taken, so that no number below the mark can appear later. The next backup goes on from there.
 */
async function openSnapshot(db: Kysely<Database>): Promise<Mark> {
  await sql`select pg_advisory_lock(${sql.lit(LOCK.ledger)}, 0)`.execute(db);
  try {
    await sql`begin isolation level repeatable read read only`.execute(db);
    const { rows } = await sql<{ seq: string }>`
      select (case when is_called then last_value else last_value - 1 end)::text as seq from ledger_seq`.execute(
      db,
    );
    return { seq: rows[0]!.seq, at: await databaseNow(db) };
  } finally {
    await sql`select pg_advisory_unlock(${sql.lit(LOCK.ledger)}, 0)`.execute(db);
  }
}

async function writePeople(
  db: Kysely<Database>,
  dataFolder: string,
  to: string,
  common: Omit<PeopleHeader, 'epoch'>,
  secret: Buffer,
): Promise<void> {
  const file = epochFile(dataFolder);
  const epoch = newEpoch(file, to);
  const wanted = [...PEOPLE, 'suppression', 'subject', 'fact'];
  const tables = (await allTables(db)).filter(({ name }) => wanted.includes(name));
  const header: PeopleHeader = { ...common, epoch: epoch.id };
  await writePart(db, join(to, PEOPLE_FILE), header, peopleSecret(secret, epoch.key), tables, null, [], {
    // Who was erased and who was stopped, so that the history of an older backup learns of it.
    subject: 'erased_at is not null',
    fact: IS_STOP,
  });
  endEarlierEpochs(file, epoch);
}

/** A people part opens with both keys: the lasting one of the backups and the short-lived one of its epoch. */
export function peopleSecret(secret: Buffer, epochKey: string): Buffer {
  return Buffer.concat([secret, Buffer.from(epochKey, 'base64url')]);
}

async function writePart<H extends SealedHeader>(
  db: Kysely<Database>,
  path: string,
  header: H,
  secret: Buffer,
  tables: readonly TableHead[],
  since: Mark | null,
  registers: readonly RegisterFile[],
  where: Readonly<Record<string, string>> = {},
): Promise<number> {
  const writer = await SealedWriter.create(path, header, secret);
  try {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      await writer.write(Buffer.from(`#${JSON.stringify(table)}\n`));
      counts[table.name] = 0;
      for await (const rows of readRows(db, table, since, where[table.name])) {
        await writer.write(Buffer.from(`${rows.join('\n')}\n`));
        counts[table.name]! += rows.length;
      }
    }
    await writer.write(Buffer.from(`=${JSON.stringify({ counts, registers })}\n`));
    const written = await writer.seal();
    if ((await hashSealed(writer.draft, () => secret)) !== written)
      throw new HeedError(
        'BACKUP_INVALID',
        `${path} does not read back as it was written. The disk may be failing.`,
      );
    await writer.publish();
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function migrations(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function version(): string {
  const path = join(packageRoot, 'package.json');
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
    : 'unknown';
}
