import type { Command } from 'commander';
import { loadPolicies } from '../policy/policies.ts';
import { EXIT, policiesFolder, printJson, reportError } from './context.ts';

interface ScanCommandOptions {
  readonly policy: string;
  readonly policies?: string;
  readonly settle: string;
  readonly json?: boolean;
}

/** `heed site scan`: what a site really stores and asks, against what its policy declares. */
export function registerSite(program: Command): void {
  program
    .command('site')
    .description('the websites of a policy')
    .command('scan')
    .description(
      'open a site before a choice, after refusal, acceptance and withdrawal, and compare with cookies.yaml',
    )
    .argument('<url>', 'address of the page, such as https://www.example.org')
    .requiredOption('--policy <policy>', 'policy id or alias')
    .option('--policies <folder>', 'folder of policy folders (default: $HEED_POLICIES, or the packaged ones)')
    .option('--settle <seconds>', 'how long each page may still reach out after it has loaded', '2')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExit code 1 when something is undeclared, came too early, or a phase could not be reached.',
    )
    .action(async (url: string, options: ScanCommandOptions) => {
      try {
        const policy = loadPolicies(policiesFolder(options.policies)).get(options.policy);
        const { scanSite } = await import('../cookies/scan/scan-site.ts');
        const scan = await scanSite(policy, url, {
          settleMs: Math.max(0, Number(options.settle) || 0) * 1000,
        });
        if (options.json) printJson(scan);
        else {
          const { scanReport } = await import('../cookies/scan/report.ts');
          process.stdout.write(scanReport(scan));
        }
        process.exitCode = scan.ok ? EXIT.ok : EXIT.denied;
      } catch (error) {
        process.exitCode = reportError(error, options.json);
      }
    });
}
