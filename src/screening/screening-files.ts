import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { publicId, uuidOf } from '../ids.ts';
import { getScreening } from './queries.ts';
import { RESULT_FILES, SUMMARY_FILE } from './work-folder.ts';

/** How long a list and its results stay: they are copies of personal data. */
export const RESULT_HOURS = 24;

function allFolder(heed: Heed): string {
  return join(heed.folder, 'screenings');
}

/** Where a screening of the server keeps its list and results. */
export function screeningFolder(heed: Heed, uuid: string): string {
  return join(allFolder(heed), publicId('scr', uuid));
}

export const listPath = (folder: string): string => join(folder, 'list.csv');
export const resultsPath = (folder: string): string => join(folder, 'results');

/** Takes a list into the folder of a screening, readable by this process alone. The file it came from is gone. */
export function takeList(heed: Heed, uuid: string, from: string): void {
  const folder = screeningFolder(heed, uuid);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    renameSync(from, listPath(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // Under its name only once it is whole.
    copyFileSync(from, join(folder, 'list.part'));
    renameSync(join(folder, 'list.part'), listPath(folder));
    rmSync(from);
  }
}

/** Whether its list was taken in, which a crash may have come before. */
export function hasList(heed: Heed, uuid: string): boolean {
  return existsSync(listPath(screeningFolder(heed, uuid)));
}

export function removeFiles(heed: Heed, uuid: string): void {
  rmSync(screeningFolder(heed, uuid), { recursive: true, force: true });
}

/** Ids (uuids) of the screenings that have files in this data folder. */
export function screeningsWithFiles(heed: Heed): string[] {
  if (!existsSync(allFolder(heed))) return [];
  return readdirSync(allFolder(heed)).flatMap((name) => uuidOf('scr', name) ?? []);
}

export const RESULT_NAMES = [...RESULT_FILES, SUMMARY_FILE] as const;
export type ScreeningFile = (typeof RESULT_NAMES)[number];

/**
 * The path of a result file to download.
 *
 * @throws HeedError UNKNOWN_SCREENING, NOT_FOUND (no such file), CONFLICT (not done yet), RESULTS_REMOVED
 */
export async function resultFile(heed: Heed, id: string, name: string): Promise<string> {
  if (!RESULT_NAMES.includes(name as ScreeningFile)) throw new HeedError('NOT_FOUND');
  return join(resultsPath(await finishedFolder(heed, id)), name);
}

/** The folder of a screening that is done and whose files are still there. Throws as `resultFile` does. */
export async function finishedFolder(heed: Heed, id: string): Promise<string> {
  const { status, files_until } = await getScreening(heed, id);
  if (status !== 'done') throw new HeedError('CONFLICT', `The screening is ${status}; it has no results.`);
  const folder = screeningFolder(heed, uuidOf('scr', id)!);
  if (files_until === null || Date.parse(files_until) < Date.now() || !existsSync(folder))
    throw new HeedError(
      'RESULTS_REMOVED',
      `Results are kept for ${RESULT_HOURS} hours, because they are copies of personal data. Screen the list again.`,
    );
  return folder;
}
