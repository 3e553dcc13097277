import { type Command, Option } from 'commander';
import { SUPPRESSION_REASONS, type SuppressionReason } from '../contacts/suppressions.ts';
import { HeedError } from '../errors.ts';
import { printJson, printTable, type StoreOptions, storeOptions, withHeed } from './context.ts';
import { type PersonOptions, personOptions, readPerson } from './person-options.ts';
import { readJsonFile } from './read-json-file.ts';

interface AddOptions extends PersonOptions {
  readonly reason: SuppressionReason;
  readonly at?: string;
  readonly channel?: string[];
  readonly purpose?: string[];
  readonly topic?: string[];
}

/** `heed suppression add | list | lift`. */
export function registerSuppression(program: Command): void {
  const suppression = program
    .command('suppression')
    .description('addresses that must not be contacted, kept as keyed hashes');
  personOptions(suppression.command('add').description('suppress an address, whoever it belongs to'), false)
    .addOption(
      new Option('--reason <reason>', 'what the person did')
        .choices(SUPPRESSION_REASONS.filter((reason) => reason !== 'erasure'))
        .default('objection'),
    )
    .option('--at <instant>', 'when the person said so (default: now)')
    .option('--channel <channel...>', 'channels (default: all)')
    .option('--purpose <purpose...>', 'purposes (default: marketing)')
    .option('--topic <topic...>', 'topics (default: all)')
    .action(add);
  storeOptions(suppression.command('list').description('what is suppressed, oldest first; hashes only'))
    .requiredOption('--policy <id>', 'policy by id or alias')
    .option('--limit <n>', 'at most this many', '100')
    .option('--after <seq>', 'go on after this number')
    .option('--json', 'print JSON')
    .action(list);
  personOptions(
    suppression
      .command('lift')
      .description('record the later consent of the person that opens contact again'),
    false,
  )
    .requiredOption('--file <file>', 'the consent as JSON, with its evidence; - reads standard input')
    .action(lift);
}

async function add(options: AddOptions): Promise<void> {
  const { policy, identifier, country } = await readPerson(options);
  const { addSuppression } = await import('../contacts/add-suppression.ts');
  const added = await withHeed(options, (heed) =>
    addSuppression(heed, {
      policy,
      identifier: identifier!,
      country,
      reason: options.reason,
      channels: options.channel,
      purposes: options.purpose,
      topics: options.topic,
      at: options.at,
      actor: 'cli',
    }),
  );
  if (options.json) return printJson(added);
  process.stdout.write(added.added ? `Suppressed as ${added.id}\n` : `Suppressed already as ${added.id}\n`);
}

async function list(
  options: StoreOptions & { policy: string; limit: string; after?: string; json?: boolean },
): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new HeedError('VALIDATION', '--limit is a number from 1 to 10000.');
  if (options.after !== undefined && !/^\d{1,18}$/.test(options.after))
    throw new HeedError('VALIDATION', '--after is a number from an earlier list.');
  const { listSuppressions } = await import('../contacts/suppressions.ts');
  const { controllerOf } = await import('../contacts/policy-in-force.ts');
  const rows = await withHeed(options, (heed) =>
    listSuppressions(heed.db, controllerOf(heed, options.policy), { limit, after: options.after }),
  );
  if (options.json) return printJson(rows);
  const words = (values: readonly string[] | null) => values?.join(',') ?? 'all';
  printTable([
    ['seq', 'suppression', 'kind', 'reason', 'since', 'channels', 'topics', 'hash'],
    ...rows.map((row) => [
      row.seq,
      row.id,
      row.kind,
      row.reason,
      row.happened_at,
      words(row.channels),
      words(row.topics),
      `${row.hash.slice(0, 16)}…`,
    ]),
  ]);
}

async function lift(options: PersonOptions & { file: string }): Promise<void> {
  const { policy, identifier, country } = await readPerson(options);
  const fact = await readJsonFile(options.file);
  const { liftSuppression } = await import('../contacts/lift-suppression.ts');
  const lifted = await withHeed(options, (heed) =>
    liftSuppression(heed, { policy, identifier, country, fact }, 'cli'),
  );
  if (options.json) return printJson(lifted);
  process.stdout.write(
    `Recorded ${lifted.fact}; it is later than ${lifted.overridden} stops of this address.\n`,
  );
}
