/** Opens the real store of a benchmark: PostgreSQL from npm under Heed's supervision, everything forced to disk. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKeyText, parseKeyRing } from '../src/db/load-keys.ts';
import { Vault } from '../src/db/vault.ts';
import type { Heed } from '../src/heed.ts';
import { openHeed } from '../src/open-heed.ts';

function keyRing(folder: string, name: string) {
  const file = join(folder, `${name}.key`);
  if (!existsSync(file)) writeFileSync(file, newKeyText());
  return parseKeyRing(readFileSync(file, 'utf8'), file);
}

export function openBenchHeed(folder: string): Promise<Heed> {
  return openHeed({
    mode: 'production',
    folder: join(folder, 'data'),
    vault: new Vault(keyRing(folder, 'master'), keyRing(folder, 'index')),
  });
}
