import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../paths.ts';
import { reportError } from './context.ts';
import { registerDecide } from './decide.ts';
import { registerPolicy } from './policy.ts';

/** The `heed` command. Each noun lives in a file of its own; this one lists them. */
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};

const program = new Command('heed')
  .description('The privacy notice that runs: state your privacy promises once, and have them kept.')
  .version(version)
  .showHelpAfterError('(run with --help for the options)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const register of [registerDecide, registerPolicy]) register(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error, process.argv.includes('--json'));
}
