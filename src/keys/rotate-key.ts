import { KEY_RELOAD_MS, type KeyName } from '../db/load-keys.ts';
import type { Heed } from '../heed.ts';
import { addWaitingKey, promoteKey, requireKeyFile } from './key-file.ts';
import { keyUse } from './key-use.ts';
import { rehashIdentifiers } from './rehash-identifiers.ts';
import { rewrapSubjectKeys } from './rewrap-subject-keys.ts';

export interface RotateKeyInput {
  readonly key: KeyName;
  /** Only add the new version, for installations whose machines each have a copy of the file. */
  readonly prepare?: boolean;
  /** Told after each batch how many rows were moved so far. */
  readonly onProgress?: (moved: number) => void;
}

export interface RotatedKey {
  readonly key: KeyName;
  /** The version in use from now on, or the one that waits after `prepare`. */
  readonly version: number;
  readonly moved: number;
  /** An earlier rotation had been interrupted and was finished; no new version was made. */
  readonly resumed: boolean;
}

/** A new version is known to every running process this long before the first one uses it. */
const KNOWN_BY_ALL_MS = 4 * KEY_RELOAD_MS;

/**
 * Rotates a key while others serve. A new version is added to the key file, first only to be looked up by; once every
 * process has had time to read it, it becomes the current one, and the rows are moved to it in batches: wrapped subject
 * keys for `master`, hashes of identifiers for `index`. Running it again after an interruption goes on.
 *
 * @throws HeedError VALIDATION when the key is in no file
 */
export async function rotateKey(heed: Heed, input: RotateKeyInput): Promise<RotatedKey> {
  const { key, onProgress } = input;
  const resumed = await hasOldRows(heed, key);
  if (!resumed) {
    const file = requireKeyFile(key);
    const version = addWaitingKey(file);
    if (input.prepare) return { key, version, moved: 0, resumed };
    await pause(KNOWN_BY_ALL_MS);
    promoteKey(file);
    // Whoever still uses the old version in this moment is followed by the passes below.
    await pause(KNOWN_BY_ALL_MS);
  }
  const move = key === 'master' ? rewrapSubjectKeys : rehashIdentifiers;
  let moved = 0;
  for (let pass = 0; pass === 0 || (await hasOldRows(heed, key)); pass++)
    moved += await move(heed, (n) => onProgress?.(moved + n));
  return { key, version: currentVersion(heed, key), moved, resumed };
}

async function hasOldRows(heed: Heed, key: KeyName): Promise<boolean> {
  const use = await keyUse(heed, key);
  return use.some(({ version, movable }) => movable > 0 && version < currentVersion(heed, key));
}

function currentVersion(heed: Heed, key: KeyName): number {
  return key === 'master' ? heed.vault.masterVersion : heed.vault.indexVersion;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
