import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDay } from '../decision/calendar.ts';
import { readHeader } from './index-file.ts';
import type { IndexHeader, RegisterName } from './index-format.ts';

/** One index file in the data folder. */
export interface StoredIndex {
  readonly path: string;
  readonly header: IndexHeader;
}

/** `<data folder>/registers/<name>`: one index a file that was ever in use; the newest file date is in use. */
export function registerFolder(dataFolder: string, register: RegisterName): string {
  return join(dataFolder, 'registers', register);
}

export function makeRegisterFolder(dataFolder: string, register: RegisterName): string {
  const folder = registerFolder(dataFolder, register);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The name of a new index; `again` counts corrections of the same file. */
export function indexName(fileDay: number, sha256: string, again: number): string {
  return `${formatDay(fileDay)}-${sha256.slice(0, 12)}${again > 0 ? `.${again}` : ''}.idx`;
}

/** Every index of a register: newest file date first, and of one date the one loaded last. */
export function listIndexes(dataFolder: string, register: RegisterName): StoredIndex[] {
  const folder = registerFolder(dataFolder, register);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => name.endsWith('.idx'))
    .map((name) => ({ path: join(folder, name), header: readHeader(join(folder, name)) }))
    .sort((a, b) => b.header.fileDay - a.header.fileDay || b.header.loadedAt - a.header.loadedAt);
}

/** Changes whenever a file enters the folder; 0 while there is none. */
export function folderStamp(dataFolder: string, register: RegisterName): number {
  return statSync(registerFolder(dataFolder, register), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Makes a rename in the folder outlive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
