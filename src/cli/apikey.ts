import type { Command } from 'commander';
import { SCOPE_NAMES, type Scope } from '../http/auth/scopes.ts';
import { issueKey } from '../http/keys/issue-key.ts';
import { listKeys } from '../http/keys/list-keys.ts';
import { revokeKey } from '../http/keys/revoke-key.ts';
import { newKeySchema } from '../http/keys/schema.ts';
import { validationError } from '../http/problem.ts';
import {
  EXIT,
  printJson,
  printTable,
  reportError,
  type StoreOptions,
  storeOptions,
  withHeed,
} from './context.ts';

interface Options extends StoreOptions {
  readonly json?: boolean;
}

interface NewOptions extends Options {
  readonly scope: string[];
  readonly expires?: string;
}

/** `heed apikey new | list | revoke`: keys for the HTTP API. */
export function registerApikey(program: Command): void {
  const apikey = program.command('apikey').description('keys for the HTTP API');

  storeOptions(apikey.command('new'))
    .description('issue a key; it is shown this once')
    .argument('<name>', 'what it is for, such as "CRM nightly import"')
    .requiredOption('--scope <scope...>', `what it may do: ${SCOPE_NAMES.join(', ')}`)
    .option('--expires <instant>', 'when it ends, such as 2027-01-01T00:00:00Z (default: when it is revoked)')
    .option('--json', 'print JSON')
    .action((name: string, options: NewOptions) => run(options, () => newKey(name, options)));

  storeOptions(apikey.command('list'))
    .description('list keys, without their secrets')
    .option('--json', 'print JSON')
    .action((options: Options) => run(options, () => list(options)));

  storeOptions(apikey.command('revoke'))
    .description('revoke a key at once, and every session made with it')
    .argument('<id>', 'the id, key_…')
    .option('--json', 'print JSON')
    .action((id: string, options: Options) => run(options, () => revoke(id, options)));
}

async function run(options: Options, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    process.exitCode = EXIT.ok;
  } catch (error) {
    process.exitCode = reportError(error, options.json);
  }
}

async function newKey(name: string, options: NewOptions): Promise<void> {
  const input = newKeySchema.safeParse({
    name,
    scopes: options.scope as Scope[],
    expires_at: options.expires,
  });
  if (!input.success) throw validationError(input.error);
  const issued = await withHeed(options, (heed) => issueKey(heed, input.data));
  if (options.json) printJson(issued);
  else process.stdout.write(`${issued.key}\n\nKeep it now: it is not shown again. Its id is ${issued.id}.\n`);
}

async function list(options: Options): Promise<void> {
  const keys = await withHeed(options, listKeys);
  if (options.json) return printJson(keys);
  if (keys.length === 0)
    return void process.stdout.write(
      'No key was issued yet. Start with: heed apikey new NAME --scope admin\n',
    );
  printTable([
    ['ID', 'NAME', 'SCOPES', 'ISSUED', 'STATE'],
    ...keys.map((key) => [
      key.id,
      key.name,
      key.scopes.join(' '),
      key.created_at.slice(0, 10),
      key.revoked_at
        ? `revoked ${key.revoked_at.slice(0, 10)}`
        : key.expires_at
          ? `until ${key.expires_at.slice(0, 10)}`
          : 'active',
    ]),
  ]);
}

async function revoke(id: string, options: Options): Promise<void> {
  const key = await withHeed(options, (heed) => revokeKey(heed, id));
  if (options.json) printJson(key);
  else process.stdout.write(`${key.id} (${key.name}) is revoked.\n`);
}
