import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HeedError } from '../errors.ts';
import { readSealedHeader, type SealedHeader } from './sealed-file.ts';
import type { Mark } from './tables.ts';

/** The clear header of the history part of a backup. */
export interface HistoryHeader extends SealedHeader {
  readonly kind: 'full' | 'incremental';
  readonly id: string;
  /** Id of the backup that this one adds to. */
  readonly parent: string | null;
  /** RFC 3339. */
  readonly made_at: string;
  readonly mark: Mark;
  readonly heed: string;
  readonly migrations: readonly string[];
}

/** The clear header of a people part. */
export interface PeopleHeader extends SealedHeader {
  readonly kind: 'people';
  readonly epoch: string;
  readonly made_at: string;
}

export interface StoredBackup {
  readonly path: string;
  readonly header: HistoryHeader;
}

export const PEOPLE_FILE = 'people.heedbackup';
const HISTORY = /-(full|incremental)\.heedbackup$/;

/** The history parts in a folder, oldest first. */
export async function listBackups(folder: string): Promise<StoredBackup[]> {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder)
    .filter((name) => HISTORY.test(name))
    .sort()
    .map((name) => join(folder, name));
  return Promise.all(
    paths.map(async (path) => ({ path, header: await readSealedHeader<HistoryHeader>(path) })),
  );
}

/**
 * The backups that have to be read one after the other for one of them: the full one first.
 *
 * @param from a folder, for its latest backup, or one file of it
 * @throws HeedError NOT_FOUND, BACKUP_INVALID when one in between is missing
 */
export async function chainOf(from: string): Promise<{ folder: string; chain: StoredBackup[] }> {
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folder = isFolder ? from : dirname(from);
  const all = await listBackups(folder);
  const last = isFolder ? all.at(-1) : all.find(({ path }) => basename(path) === basename(from));
  if (!last) throw new HeedError('NOT_FOUND', `There is no backup at ${from}.`);
  return { folder, chain: upTo(all, last) };
}

/** A backup and those it adds to, the full one first. Throws BACKUP_INVALID when one is missing. */
export function upTo(all: readonly StoredBackup[], last: StoredBackup): StoredBackup[] {
  const chain = [last];
  for (let { parent } = last.header; parent !== null; parent = chain[0]!.header.parent) {
    const found = all.find(({ header }) => header.id === parent);
    if (!found)
      throw new HeedError(
        'BACKUP_INVALID',
        `${last.path} adds to a backup that is not in its folder (${parent}).`,
      );
    chain.unshift(found);
  }
  return chain;
}
