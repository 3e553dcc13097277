import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../paths.ts';
import { registerApikey } from './apikey.ts';
import { registerBackup } from './backup.ts';
import { registerCase } from './case.ts';
import { reportError } from './context.ts';
import { registerDecide } from './decide.ts';
import { registerDecision } from './decision.ts';
import { registerDoctor } from './doctor.ts';
import { registerFact } from './fact.ts';
import { registerForm } from './form.ts';
import { registerImport } from './import.ts';
import { registerKey } from './key.ts';
import { registerLink } from './link.ts';
import { registerPolicy } from './policy.ts';
import { registerPolicyVerify } from './policy-verify.ts';
import { registerPolicyVersions } from './policy-versions.ts';
import { registerRegister } from './register.ts';
import { registerReview } from './review.ts';
import { registerScreen } from './screen.ts';
import { registerServe } from './serve.ts';
import { registerSite } from './site.ts';
import { registerStart } from './start.ts';
import { registerSubject } from './subject.ts';
import { registerSuppression } from './suppression.ts';

/** The `heed` command. Each noun lives in a file of its own; this one lists them. */
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};

const program = new Command('heed')
  .description('The privacy notice that runs: state your privacy promises once, and have them kept.')
  .version(version)
  .showHelpAfterError('(run with --help for the options)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

registerStart(program);
registerServe(program);
registerDecide(program);
registerDecision(program);
registerCase(program);
registerScreen(program);
registerImport(program);
registerRegister(program);
registerFact(program);
registerSite(program);
registerSubject(program);
registerSuppression(program);
registerLink(program);
registerForm(program);
registerReview(program);
registerPolicyVerify(registerPolicyVersions(registerPolicy(program)));
registerKey(program);
registerBackup(program);
registerDoctor(program);
registerApikey(program);

// `heed … | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error, process.argv.includes('--json'));
}
