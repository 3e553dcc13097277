import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, policiesFolder, printJson, type StoreOptions, storeOptions, withHeed } from './context.ts';

interface Options extends StoreOptions {
  readonly backups?: string;
  readonly json?: boolean;
}

const MARKS = { ok: 'ok', warning: 'warning', error: 'ERROR' } as const;

/** `heed doctor`: what is wrong with an installation, and what to do. Exit code 1 when there is an error. */
export function registerDoctor(program: Command): void {
  storeOptions(program.command('doctor'))
    .description('look for what is wrong with this installation, and say what to do')
    .option('--backups <folder>', 'folder of the backups (default: backups in the data folder)')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const { examine } = await import('../doctor/examine.ts');
      const folder = options.data ?? process.env.HEED_DATA ?? '.heed';
      const findings = await examine(
        {
          folder,
          databaseUrl: process.env.DATABASE_URL,
          policies: policiesFolder(options.policies),
          backups: options.backups ?? join(folder, 'backups'),
        },
        (work) => withHeed(options, work),
      );
      process.exitCode = findings.some(({ level }) => level === 'error') ? EXIT.denied : EXIT.ok;
      if (options.json) return printJson({ findings });
      for (const { check, level, found, todo } of findings)
        process.stdout.write(
          `${MARKS[level].padEnd(8)}${check.padEnd(12)}${found}\n${todo ? `${' '.repeat(20)}${todo}\n` : ''}`,
        );
    });
}
