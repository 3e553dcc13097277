import { constants, copyFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { type IndexEntry, indexEntries, readEntry, readIndexEntries } from './allowed-index.ts';
import { readAllowedRows } from './allowed-rows.ts';
import type { Run } from './run.ts';
import { WorkFile } from './work-file.ts';
import { workName } from './work-folder.ts';

const BATCH = 1000;

/**
 * Whether every allowed row is found by a hash of these versions of the index key. Rows are hashed under the version in
 * use when they are decided, so a rotation meanwhile leaves some that a later stop does not find.
 */
export function isHashedUnder(heed: Heed, run: Run, versions: ReadonlySet<number>): boolean {
  return [heed.vault.indexVersion, ...versions].every((version) => run.hashedUnder.includes(version));
}

/**
 * Makes the side file of the allowed rows anew, from the rows themselves, under every index key there is.
 *
 * @throws HeedError CONFLICT when stops stand under a version that this process does not have
 */
export async function rehashAllowed(heed: Heed, run: Run, needed: ReadonlySet<number>): Promise<void> {
  const versions = [...new Set([...heed.vault.indexVersions, ...needed])];
  for (const version of versions) requireVersion(heed, version);
  run.flush();
  const { folder, generation } = run;
  const path = folder.file(workName('index', generation + 1));
  const index = new WorkFile(path, 0, run.durable);
  for (const entries of rowsOf(run.file('index').path)) {
    const rows = readAllowedRows(run, entries);
    entries.forEach((entry, i) => {
      const hashes = run
        .readAgain(rows[i]!)
        .identifiers.flatMap(({ kind, value }) =>
          versions.map((version) =>
            heed.vault.hash(run.plan.policy.controller.id, kind, value, version).toString('hex'),
          ),
        );
      index.write(indexEntries(hashes, entry));
    });
    await setImmediate();
  }
  index.sync();
  index.close();
  const allowed = run.file('allowed.csv');
  const copy = folder.file(workName('allowed.csv', generation + 1));
  copyFileSync(allowed.path, copy, constants.COPYFILE_FICLONE);
  run.hashedUnder = versions;
  run.switchTo(generation + 1, { allowed: allowed.size, index: index.size });
}

function requireVersion(heed: Heed, version: number): void {
  try {
    heed.vault.hash('', '', '', version);
  } catch (cause) {
    throw new HeedError(
      'CONFLICT',
      `Stops were recorded under version ${version} of the index key, which is not in the key file here. Copy the file from where the key was rotated, then run the same again.`,
      [],
      { cause },
    );
  }
}

/** The rows of a side file, each once, a batch at a time. */
function* rowsOf(path: string): Generator<IndexEntry[]> {
  let rows: IndexEntry[] = [];
  let last = -1;
  for (const bytes of readIndexEntries(path)) {
    const entry = readEntry(bytes);
    if (entry.start === last) continue;
    last = entry.start;
    rows.push(entry);
    if (rows.length < BATCH) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}
