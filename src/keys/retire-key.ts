import { statSync } from 'node:fs';
import type { KeyName } from '../db/load-keys.ts';
import { HeedError } from '../errors.ts';
import { withLedgerFrozen } from '../facts/ledger.ts';
import type { Heed } from '../heed.ts';
import { removeKey, requireKeyFile } from './key-file.ts';
import { keyUse } from './key-use.ts';

/** A command that was under way with the old version has ended by then. */
const SETTLE_MS = 10 * 60_000;

/**
 * Destroys an old version of a key. What was wrapped under it in backups and write-ahead logs opens no more.
 *
 * @throws HeedError CONFLICT while anything still needs the version, VALIDATION when the key is in no file
 */
export async function retireKey(heed: Heed, key: KeyName, version: number): Promise<void> {
  const file = requireKeyFile(key);
  const current = key === 'master' ? heed.vault.masterVersion : heed.vault.indexVersion;
  if (version >= current)
    throw new HeedError('CONFLICT', `Version ${version} is in use. Rotate first: heed key rotate ${key}.`);
  if (Date.now() - statSync(file).mtimeMs < SETTLE_MS)
    throw new HeedError(
      'CONFLICT',
      'The keys changed in the last ten minutes. Try again later, when every command that began before has ended.',
    );
  await withLedgerFrozen(heed, async (frozen) => {
    const use = (await keyUse(frozen, key)).find((one) => one.version === version);
    if (use && use.movable > 0)
      throw new HeedError(
        'CONFLICT',
        `${use.movable} rows still need version ${version}. Run: heed key rotate ${key}.`,
      );
    if (use && use.fixed > 0)
      throw new HeedError(
        'CONFLICT',
        `${use.fixed} suppressions of people who are not otherwise known stand under version ${version}. They can be found with it alone, so it stays.`,
      );
    removeKey(file, version);
  });
}
