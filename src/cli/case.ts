import type { Command } from 'commander';
import type { AnswerCases, EntryPoint } from '../cases/answer.ts';
import { ENTRY_POINTS } from '../cases/answer.ts';
import { caseFiles, readCases } from '../cases/read-cases.ts';
import { describeMismatch, testCases } from '../cases/test-cases.ts';
import { throughEngine } from '../cases/through-engine.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { EXIT, policiesFolder, printJson, reportError } from './context.ts';

interface CaseOptions {
  readonly through: string;
  readonly policies?: string;
  readonly json?: boolean;
}

/** `heed case test`: decision cases from files, through every way into Heed. It opens a store of its own in memory. */
export function registerCase(program: Command): void {
  program
    .command('case')
    .description('decision cases: questions with the answers they must get')
    .command('test')
    .description('run case files (JSONL or YAML) and compare answer and reason')
    .argument('<file...>', 'case files, or folders of them')
    .option('--through <ways>', 'engine, api, screening; separated by commas', ENTRY_POINTS.join(','))
    .option('--policies <folder>', 'folder of policy folders (default: $HEED_POLICIES, or the packaged ones)')
    .option('--json', 'print JSON')
    .action(async (files: string[], options: CaseOptions) => {
      try {
        process.exitCode = await run(files, options);
      } catch (error) {
        process.exitCode = reportError(error, options.json);
      }
    });
}

async function run(files: readonly string[], options: CaseOptions): Promise<number> {
  const names = readNames(options.through);
  const cases = files.flatMap(caseFiles).flatMap(readCases);
  const { openHeed } = await import('../open-heed.ts');
  const heed = await openHeed({
    mode: 'demo',
    memory: true,
    policies: policiesFolder(options.policies),
  });
  try {
    const ways = new Map<EntryPoint, AnswerCases>();
    for (const name of names) ways.set(name, await open(name, heed));
    const report = await testCases(cases, ways);
    if (options.json) printJson(report);
    else {
      for (const mismatch of report.mismatches) process.stdout.write(`${describeMismatch(mismatch)}\n`);
      process.stdout.write(`${report.passed} passed, ${report.failed} failed\n`);
    }
    return report.failed === 0 ? EXIT.ok : EXIT.denied;
  } finally {
    await heed.close();
  }
}

function readNames(text: string): EntryPoint[] {
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !ENTRY_POINTS.includes(name as EntryPoint));
  if (strange !== undefined)
    throw new HeedError('VALIDATION', `There is no way "${strange}". Use: ${ENTRY_POINTS.join(', ')}.`);
  return [...new Set(names)] as EntryPoint[];
}

async function open(name: EntryPoint, heed: Heed): Promise<AnswerCases> {
  if (name === 'engine') return throughEngine(heed.policies);
  if (name === 'screening') return (await import('../cases/through-screening.ts')).throughScreening(heed);
  const [{ throughApi }, { createApp }] = await Promise.all([
    import('../cases/through-api.ts'),
    import('../http/app.ts'),
  ]);
  const unlimited = { perMinute: Number.MAX_SAFE_INTEGER };
  return throughApi(heed, (one) => createApp(one, { rateLimits: unlimited }));
}
