import type { Command } from 'commander';
import { loadPolicy } from '../policy/policies.ts';
import { verifyPolicy } from '../policy/verify/verify-policy.ts';
import { EXIT, printJson } from './context.ts';

/** `heed policy verify DIR`: proves the nevers of a policy over the whole reduced state space. */
export function registerPolicyVerify(policy: Command): void {
  policy
    .command('verify <folder>')
    .description('walk every combination of facts under a policy and prove what must never happen')
    .option('--country <codes...>', 'only these countries, such as GB CA')
    .option('--json', 'print the result as JSON')
    .action((folder: string, options: { country?: string[]; json?: boolean }) => {
      const { contact, data } = loadPolicy(folder);
      const { id, country, charity, registered_charity_ca, pensions_authorised } = data.policy.controller;
      const tty = process.stderr.isTTY && !options.json;
      const result = verifyPolicy({
        contact,
        controller: { id, country, charity, registered_charity_ca, pensions_authorised },
        nevers: data['contact-rules'].nevers,
        countries: options.country,
        onProgress: tty
          ? (states) => process.stderr.write(`\r${states.toLocaleString('en-GB')} states…`)
          : undefined,
      });
      if (tty) process.stderr.write('\r\x1b[K');
      const broken = result.verdicts.filter((verdict) => !verdict.holds);
      if (options.json) printJson(result);
      else {
        for (const verdict of result.verdicts) {
          const clauses = verdict.clauses.length > 0 ? ` (${verdict.clauses.join(', ')})` : '';
          process.stdout.write(`${verdict.holds ? 'holds ' : 'BROKEN'}  ${verdict.says}${clauses}\n`);
          if (verdict.counterExample)
            process.stdout.write(
              `        ${verdict.broken.toLocaleString('en-GB')} states break it. The smallest:\n        ${verdict.counterExample.words}\n        Allowed as ${verdict.counterExample.reason}.\n`,
            );
        }
        process.stdout.write(
          `\n${result.policy}: visited ${result.states.toLocaleString('en-GB')} states, ${result.allowed.toLocaleString('en-GB')} of them allowed, in ${result.seconds.toFixed(1)} s. ` +
            `${result.verdicts.length - broken.length} nevers hold, ${broken.length} broken.\n`,
        );
      }
      process.exitCode = broken.length > 0 ? EXIT.denied : EXIT.ok;
    });
}
