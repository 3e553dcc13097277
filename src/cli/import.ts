import { type Command, InvalidArgumentError } from 'commander';
import type { ImportResult } from '../contacts/import/import-contacts.ts';
import type { ImportCounts } from '../contacts/import/schema.ts';
import type { Delimiter } from '../csv/open-list.ts';
import {
  EXIT,
  printable,
  printJson,
  printTable,
  reportError,
  type StoreOptions,
  storeOptions,
  withHeed,
} from './context.ts';
import { startProgress } from './progress.ts';

interface ImportCommandOptions extends StoreOptions {
  readonly policy: string;
  readonly source: string;
  readonly list?: string;
  readonly rejects?: string;
  readonly map: Record<string, string>;
  readonly delimiter?: string;
  readonly json?: boolean;
}

/** `heed import FILE`: takes in the contacts of a CSV list. */
export function registerImport(program: Command): void {
  storeOptions(
    program
      .command('import')
      .description('take in the contacts of a CSV list; an interrupted import goes on with the same command')
      .argument('<file>', 'the list, or - for standard input')
      .requiredOption('--policy <id>', 'the policy under which the contacts are held, such as cmp')
      .requiredOption('--source <id>', 'where the contacts come from: a source of the policy')
      .option('--list <id>', 'purchase entry of a bought-in list, such as L-9')
      .option('--rejects <file>', 'write the rows that were not taken in, with line and reason')
      .option(
        '--map <field=heading>',
        'name a column, such as email="E-mail 1"; may be repeated',
        addMapping,
        {},
      )
      .option('--delimiter <character>', 'delimiter, when the heading does not show it; tab for a tab')
      .option('--json', 'print JSON'),
  ).action(async (file: string, options: ImportCommandOptions) => {
    try {
      process.exitCode = await withHeed(options, (heed) => run(heed, file, options));
    } catch (error) {
      process.exitCode = reportError(error, options.json);
    }
  });
}

async function run(
  heed: Parameters<Parameters<typeof withHeed>[1]>[0],
  file: string,
  options: ImportCommandOptions,
): Promise<number> {
  const { importContacts } = await import('../contacts/import/import-contacts.ts');
  const progress = startProgress('Importing');
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  let result: ImportResult;
  try {
    result = await importContacts(heed, {
      file: file === '-' ? process.stdin : file,
      policy: options.policy,
      source: options.source,
      list: options.list,
      map: options.map,
      delimiter: (options.delimiter === 'tab' ? '\t' : options.delimiter) as Delimiter | undefined,
      actor: 'cli',
      signal: stop.signal,
      onProgress: (done, total, counts) => progress.update(done, total, `${number(taken(counts))} taken in`),
    });
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
  if (options.rejects && result.result !== 'stopped') {
    const { writeRejects } = await import('../contacts/import/write-rejects.ts');
    await writeRejects(heed, result.id, options.rejects);
  }
  if (options.json) printJson(result);
  else report(result, options.rejects);
  return result.result === 'stopped' ? EXIT.denied : EXIT.ok;
}

function report({ result, resumed, rows, counts, notes }: ImportResult, rejects: string | undefined): void {
  const out = process.stdout;
  if (result === 'already_imported') out.write('This list was imported before; nothing changed.\n');
  if (result === 'stopped') out.write('Stopped. Run the same command again to go on from here.\n');
  if (resumed) out.write('Went on where an earlier run had stopped; the counts cover the whole list.\n');
  const lines: [string, number, string][] = [
    ['rows', rows, ''],
    ['created', counts.created, ''],
    ['updated', counts.updated, ''],
    ['unchanged', counts.unchanged, ''],
    ['refused', counts.refused, 'people who must not be taken in again'],
    [
      'rejected',
      counts.rejected,
      rejects ? `see ${rejects}` : counts.rejected > 0 ? 'add --rejects FILE for lines and reasons' : '',
    ],
    ['opt-outs', counts.opt_outs, ''],
    ['consents', counts.consents, ''],
    ['consents not taken', counts.consents_not_taken, ''],
    ['identifiers kept apart', counts.identifiers_kept_apart, 'they stay with the person who had them first'],
  ];
  printTable(
    lines
      .filter(([, count], i) => i < 6 || count > 0)
      .map(([label, count, note]) => [label, number(count), note]),
  );
  for (const note of notes) out.write(printable(`Note: ${note}\n`));
}

const number = (count: number): string => count.toLocaleString('en-GB');
const taken = (counts: ImportCounts): number => counts.created + counts.updated + counts.unchanged;

function addMapping(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as field=heading, such as email="E-mail 1".');
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}
