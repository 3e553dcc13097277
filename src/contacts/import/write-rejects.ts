import { open, rename, rm } from 'node:fs/promises';
import { quoteCell, safeCell } from '../../csv/write-list.ts';
import type { Heed } from '../../heed.ts';
import { uuidOf } from '../../ids.ts';
import { rejectsOf } from './import-run.ts';
import { getImport } from './queries.ts';

/**
 * Writes the rejected rows of an import as CSV: line, column, reason. It repeats nothing of the rows but a heading, and
 * is there whole or not at all. Returns how many lines it has, without the heading.
 *
 * @param id `imp_…`
 * @throws HeedError UNKNOWN_IMPORT
 */
export async function writeRejects(heed: Heed, id: string, path: string): Promise<number> {
  const run = uuidOf('imp', (await getImport(heed, id)).id)!;
  const temporary = `${path}.${process.pid}.tmp`;
  let count = 0;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.write('line,column,reason\r\n');
      for await (const rejects of rejectsOf(heed, run)) {
        count += rejects.length;
        await file.write(
          rejects.map((one) => `${one.line},${safeCell(one.column)},${quoteCell(one.reason)}\r\n`).join(''),
        );
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return count;
}
