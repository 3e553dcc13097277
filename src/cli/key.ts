import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type KeyName, newKeyText } from '../db/load-keys.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { KeyUse } from '../keys/key-use.ts';
import { printJson, printTable, type StoreOptions, storeOptions, withHeed } from './context.ts';

interface Options extends StoreOptions {
  readonly json?: boolean;
}

/** `heed key new | list | rotate | retire`: the master key and the index key of an installation. */
export function registerKey(program: Command): void {
  const key = program.command('key').description('the keys that seal personal data and find identifiers');
  key
    .command('new')
    .description('make a master key, an index key and a backup key, readable by you alone')
    .requiredOption(
      '--out <folder>',
      'folder for the three files; keep it apart from the database and its backups',
    )
    .action(({ out }: { out: string }) => {
      const files = ['master', 'index', 'backup'].map((name) => join(resolve(out), `${name}.key`));
      const there = files.filter((file) => existsSync(file));
      // Overwriting a key would make everything sealed under it unreadable.
      if (there.length > 0)
        throw new HeedError('CONFLICT', `${there.join(' and ')} exist already. Nothing was changed.`);
      mkdirSync(out, { recursive: true, mode: 0o700 });
      for (const file of files) writeFileSync(file, `1:${newKeyText()}\n`, { mode: 0o600, flag: 'wx' });
      process.stdout.write(
        `HEED_MASTER_KEY_FILE=${files[0]}\nHEED_INDEX_KEY_FILE=${files[1]}\nHEED_BACKUP_KEY_FILE=${files[2]}\n`,
      );
    });

  storeOptions(key.command('list'))
    .description('show the versions of both keys and what still needs each')
    .option('--json', 'print JSON')
    .action((options: Options) => withHeed(options, (heed) => list(heed, options.json)));

  storeOptions(key.command('rotate'))
    .description('bring a new version into use and move everything to it, while others go on working')
    .argument('<key>', 'master or index', keyName)
    .option(
      '--prepare',
      'only add the new version to the file, to copy it to every machine before it is used',
    )
    .option('--json', 'print JSON')
    .action((name: KeyName, options: Options & { prepare?: boolean }) =>
      withHeed(options, (heed) => rotate(heed, name, options)),
    );

  storeOptions(key.command('retire'))
    .description('destroy an old version; copies of what was wrapped under it open no more')
    .argument('<key>', 'master or index', keyName)
    .argument('<version>', 'number of the version')
    .action(async (name: KeyName, version: string, options: Options) => {
      const { retireKey } = await import('../keys/retire-key.ts');
      await withHeed(options, (heed) => retireKey(heed, name, Number(version)));
      process.stdout.write(`Version ${version} of the ${name} key is gone from its file.\n`);
    });
}

function keyName(text: string): KeyName {
  if (text === 'master' || text === 'index') return text;
  throw new HeedError('VALIDATION', 'The keys are called master and index.');
}

async function list(heed: Heed, json = false): Promise<void> {
  const { keyUse } = await import('../keys/key-use.ts');
  const master = await keyUse(heed, 'master');
  const index = await keyUse(heed, 'index');
  if (json) return printJson({ master, index });
  printTable([
    ['KEY', 'VERSION', 'ROWS', 'SUPPRESSIONS ONLY IT FINDS', 'STATE'],
    ...rowsOf('master', master, heed.vault.masterVersion),
    ...rowsOf('index', index, heed.vault.indexVersion),
  ]);
}

function rowsOf(name: KeyName, use: readonly KeyUse[], current: number): string[][] {
  const all = use.some(({ version }) => version === current)
    ? use
    : [...use, { version: current, movable: 0, fixed: 0 }];
  return all.map(({ version, movable, fixed }) => [
    name,
    String(version),
    String(movable),
    name === 'master' ? '' : String(fixed),
    version === current ? 'in use' : movable > 0 ? 'rotation unfinished' : 'still needed',
  ]);
}

async function rotate(
  heed: Heed,
  name: KeyName,
  options: { json?: boolean; prepare?: boolean },
): Promise<void> {
  const { rotateKey } = await import('../keys/rotate-key.ts');
  const done = await rotateKey(heed, { key: name, prepare: options.prepare });
  if (options.json) return printJson(done);
  process.stdout.write(
    options.prepare
      ? `Version ${done.version} waits in the file. Copy the file to every machine, then run: heed key rotate ${name}\n`
      : `${done.resumed ? 'Finished the rotation that was interrupted. ' : ''}Version ${done.version} of the ${name} key is in use; ${done.moved} rows moved.\n`,
  );
}
