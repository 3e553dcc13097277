import type { Command } from 'commander';
import { HeedError } from '../errors.ts';
import { EXIT, printJson, withHeed } from './context.ts';
import { type PersonOptions, personOptions, readPerson } from './person-options.ts';
import { readJsonFile } from './read-json-file.ts';

interface AddOptions extends PersonOptions {
  readonly type?: string;
  readonly at?: string;
  readonly channel?: string[];
  readonly topic?: string[];
  readonly file?: string;
}

/** `heed fact add`: records what happened, from flags or from JSON. */
export function registerFact(program: Command): void {
  const fact = program.command('fact').description('the ledger of what happened');
  personOptions(fact.command('add').description('record a fact; a repeat changes nothing'))
    .option('--type <type>', 'what happened, such as unsubscribe, objection, sale')
    .option('--at <instant>', 'when it happened, such as 2026-09-01T10:00:00+01:00 (default: now)')
    .option('--channel <channel...>', 'channels that it covers (default: all)')
    .option('--topic <topic...>', 'topics that it covers (default: all)')
    .option('--file <file>', 'the fact as JSON, with every field and the evidence; - reads standard input')
    .action(add);
}

async function add(options: AddOptions): Promise<void> {
  const person = await readPerson(options);
  const fact = await readFact(options);
  const { addFact } = await import('../facts/add-fact.ts');
  const added = await withHeed(options, (heed) => addFact(heed, { ...person, fact }, 'cli'));
  if (options.json) printJson(added);
  else
    process.stdout.write(
      added.added ? `Recorded ${added.fact} for ${added.subject}\n` : `Known already as ${added.fact}\n`,
    );
  process.exitCode = EXIT.ok;
}

async function readFact(options: AddOptions): Promise<unknown> {
  if (options.file !== undefined) return readJsonFile(options.file);
  if (!options.type)
    throw new HeedError('VALIDATION', 'Say what happened with --type, or give the fact with --file.');
  return {
    type: options.type,
    at: options.at ?? new Date().toISOString(),
    ...(options.channel && { channels: options.channel }),
    ...(options.topic && { topics: options.topic }),
  };
}
