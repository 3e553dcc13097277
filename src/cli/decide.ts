import type { Command } from 'commander';
import { decide } from '../decision/decide.ts';
import { parseRequest } from '../decision/parse-case.ts';
import { reasonSentence } from '../decision/reasons.ts';
import { loadPolicies } from '../policy/policies.ts';
import { EXIT, policiesFolder, printJson } from './context.ts';
import { readJsonFile } from './read-json-file.ts';

/** `heed decide`: a request with inline facts on standard input, the decision on standard output. Needs no store. */
export function registerDecide(program: Command): void {
  program
    .command('decide')
    .description('decide one request with inline facts (JSON on standard input or in a file)')
    .argument('[file]', 'the request; standard input when absent or -')
    .option('--policies <folder>', 'folder of policy folders (default: $HEED_POLICIES, or the packaged ones)')
    .option('--plain', 'print the answer as a sentence instead of JSON')
    .option('--json', 'print JSON (the default)')
    .action(async (file: string | undefined, options: { policies?: string; plain?: boolean }) => {
      const { request, policyId, options: switches } = parseRequest(await readJsonFile(file ?? '-'));
      const folder = policiesFolder(options.policies);
      const policy = loadPolicies(folder).contact(policyId);
      const decision = decide(request, { ...policy, options: { ...policy.options, ...switches } });
      if (options.plain)
        process.stdout.write(
          `${decision.decision}: ${reasonSentence(decision.reason)} (${decision.reason}; ${decision.law.join('; ')})\n`,
        );
      else printJson(decision);
      process.exitCode = decision.decision === 'allow' ? EXIT.ok : EXIT.denied;
    });
}
