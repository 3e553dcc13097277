import { existsSync, readFileSync } from 'node:fs';
import { parseKeyRing } from '../db/load-keys.ts';
import type { KeyRing } from '../db/vault.ts';
import { HeedError } from '../errors.ts';

/**
 * The key of backups, from the file that `HEED_BACKUP_KEY_FILE` names or from `HEED_BACKUP_KEY`. Older versions in it
 * open older backups.
 *
 * @throws HeedError VALIDATION saying how to make one
 */
export function loadBackupKey(env: NodeJS.ProcessEnv = process.env): KeyRing {
  const file = env.HEED_BACKUP_KEY_FILE;
  if (file && existsSync(file)) return parseKeyRing(readFileSync(file, 'utf8'), 'HEED_BACKUP_KEY_FILE');
  if (file) throw new HeedError('VALIDATION', `HEED_BACKUP_KEY_FILE names a file that is not there: ${file}`);
  if (env.HEED_BACKUP_KEY) return parseKeyRing(env.HEED_BACKUP_KEY, 'HEED_BACKUP_KEY');
  throw new HeedError(
    'VALIDATION',
    'There is no backup key. "heed key new" makes one with the others (backup.key); a line "1:" with the output of "openssl rand -hex 32" in a file of your own does as well. Keep it apart from the backups, and set HEED_BACKUP_KEY_FILE to it.',
  );
}
