import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { newKeyText } from '../db/load-keys.ts';
import { HeedError } from '../errors.ts';

/** `heed key new`: makes the master key and the index key of an installation. */
export function registerKey(program: Command): void {
  const key = program.command('key').description('the keys that seal personal data and find identifiers');
  key
    .command('new')
    .description('make a master key and an index key, readable by you alone')
    .requiredOption(
      '--out <folder>',
      'folder for master.key and index.key; keep it apart from the database and its backups',
    )
    .action(({ out }: { out: string }) => {
      const files = ['master', 'index'].map((name) => join(resolve(out), `${name}.key`));
      const there = files.filter((file) => existsSync(file));
      // Overwriting a key would make everything sealed under it unreadable.
      if (there.length > 0)
        throw new HeedError('CONFLICT', `${there.join(' and ')} exist already. Nothing was changed.`);
      mkdirSync(out, { recursive: true, mode: 0o700 });
      for (const file of files) writeFileSync(file, `1:${newKeyText()}\n`, { mode: 0o600, flag: 'wx' });
      process.stdout.write(`HEED_MASTER_KEY_FILE=${files[0]}\nHEED_INDEX_KEY_FILE=${files[1]}\n`);
    });
}
