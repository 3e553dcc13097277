import { join } from 'node:path';
import type { Command } from 'commander';
import { printJson, type StoreOptions, storeOptions, withHeed } from './context.ts';

interface BackupOptions extends StoreOptions {
  readonly to?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

interface RestoreOptions extends StoreOptions {
  readonly people?: string;
  readonly withoutPeople?: boolean;
  readonly journal?: string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `heed backup` and `heed restore`. */
export function registerBackup(program: Command): void {
  storeOptions(program.command('backup'))
    .description('write an encrypted backup, and read it back, while others go on working')
    .option('--to <folder>', 'folder of the backups (default: backups in the data folder)')
    .option('--full', 'everything anew, not only what is new since the last one')
    .option('--json', 'print JSON')
    .action(async (options: BackupOptions) => {
      const { writeBackup } = await import('../backup/write-backup.ts');
      const made = await withHeed(options, (heed) =>
        writeBackup(heed, { to: options.to ?? join(heed.folder, 'backups'), full: options.full }),
      );
      if (options.json) return printJson(made);
      process.stdout.write(
        `${made.path}\n${made.kind} backup of ${made.rows} rows and ${made.registers} register files, written and read back. It holds everything up to ${made.at}.\n`,
      );
    });

  storeOptions(program.command('restore'))
    .description('restore a backup; people who were erased or said stop since are left alone')
    .argument('<from>', 'a folder of backups, for the latest, or one file of it')
    .option(
      '--people <file>',
      'people part to use (default: the one in the folder); always the newest there is',
    )
    .option('--without-people', 'the history alone, when the people part or its key is lost')
    .option('--journal <file...>', 'further journals of erasures and stops to apply')
    .option('--force', 'replace what the store holds')
    .option('--json', 'print JSON')
    .action(async (from: string, options: RestoreOptions) => {
      const { restoreBackup } = await import('../backup/restore-backup.ts');
      const { people, withoutPeople, journal: journals, force } = options;
      const done = await withHeed(options, (heed) =>
        restoreBackup(heed, { from, people, withoutPeople, journals, force }),
      );
      if (options.json) return printJson(done);
      process.stdout.write(
        `Restored ${done.rows} rows and ${done.registers} register files, as they stood at ${done.at}.\nPeople who were erased since and stay erased: ${done.erased_again}. Stops that came since and hold again: ${done.stopped_again}.\n${done.unreadable > 0 ? `People without a key, of whom nothing that is sealed can be read: ${done.unreadable}.\n` : ''}`,
      );
    });
}
