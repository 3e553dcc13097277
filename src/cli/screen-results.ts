import type { Command } from 'commander';
import type { ExplainedRow } from '../screening/explain-row.ts';
import type { VerifiedResults } from '../screening/verify-results.ts';
import {
  EXIT,
  printJson,
  printTable,
  reportError,
  type StoreOptions,
  storeOptions,
  withHeed,
} from './context.ts';

interface VerifyOptions {
  readonly key?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** `heed screen verify DIR`: is the summary as it was signed, and are the files those it names? Opens no store. */
export function registerScreenVerify(screen: Command): void {
  screen
    .command('verify')
    .description('check the signature of a screening and that its files are as they were signed')
    .argument('<folder>', 'folder with summary.json and the result files')
    .option(
      '--key <base64>',
      'public key that must have signed (default: the one of this installation, if any)',
    )
    .option('--data <folder>', 'data folder with the key (default: $HEED_DATA, or .heed in this folder)')
    .option('--json', 'print JSON')
    .action(async (folder: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals() as VerifyOptions;
      try {
        const [{ verifyResults }, { knownPublicKey }] = await Promise.all([
          import('../screening/verify-results.ts'),
          import('../screening/signing-key.ts'),
        ]);
        const key = options.key ?? knownPublicKey(options.data ?? process.env.HEED_DATA ?? '.heed');
        const verified = await verifyResults(folder, key);
        if (options.json) printJson(verified);
        else printVerified(verified);
        process.exitCode = verified.valid ? EXIT.ok : EXIT.denied;
      } catch (error) {
        process.exitCode = reportError(error, options.json);
      }
    });
}

const KEYS = {
  expected: 'the expected key',
  other: 'another key than expected',
  unknown: 'compare the key with one that you know',
} as const;

function printVerified({ valid, signature, key, key_fingerprint, files, summary }: VerifiedResults): void {
  printTable([
    ['WHAT', 'STATE'],
    ['signature', signature],
    ['key', `${key_fingerprint ?? 'none'}: ${KEYS[key]}`],
    ...files.map(({ name, state }) => [name, state]),
  ]);
  const { rows, allowed, refused, rejected } = summary.counts;
  process.stdout.write(
    valid
      ? `\nAs signed on ${summary.finished_at}: ${rows} rows, ${allowed} allowed, ${refused} refused, ${rejected} rejected.\n`
      : '\nThese results are not as they were signed. Do not use them.\n',
  );
}

interface ExplainOptions extends StoreOptions {
  readonly in: string;
  readonly json?: boolean;
}

/** `heed screen explain dec_… --in DIR`: why a row got its answer, decided again as known at the screening. */
export function registerScreenExplain(screen: Command): void {
  storeOptions(
    screen
      .command('explain')
      .description('why a row of a screened list got its answer')
      .argument('<decision>', 'decision id of the row, such as dec_01k…')
      .requiredOption('--in <folder>', 'folder with the results')
      .option('--json', 'print JSON'),
  ).action(async (decision: string, _: unknown, command: Command) => {
    const options = command.optsWithGlobals() as ExplainOptions;
    try {
      const { explainRow } = await import('../screening/explain-row.ts');
      const explained = await withHeed(options, (heed) => explainRow(heed, { folder: options.in, decision }));
      if (options.json) printJson(explained);
      else await printExplained(explained);
      process.exitCode = EXIT.ok;
    } catch (error) {
      process.exitCode = reportError(error, options.json);
    }
  });
}

async function printExplained({ decision: d, subject, given, same }: ExplainedRow): Promise<void> {
  const { reasonSentence, reasonTitle } = await import('../decision/reasons.ts');
  process.stdout.write(
    `${d.decision === 'allow' ? 'May be contacted' : 'May not be contacted'}: ${reasonTitle(d.reason)}\n${reasonSentence(d.reason)}\n\n`,
  );
  const rows: [string, readonly string[]][] = [
    ['reason', [d.reason]],
    ['person', [subject ?? 'not known']],
    ['rules', d.rule_ids],
    ['law', d.law],
    ['clauses', d.clause_ids],
    ['stands on', d.basis?.fact_id ? [d.basis.fact_id] : []],
    ['blocked by', d.blocked_by],
    ['owed', d.obligations],
    ['changes at', [d.changes_at ?? 'not by time alone']],
    ['contact at', [d.at]],
    ['as known at', [d.as_known_at ?? '']],
  ];
  printTable(
    rows.filter(([, values]) => values.length > 0).map(([name, values]) => [name, values.join('; ')]),
  );
  if (!same)
    process.stdout.write(
      `\nThe list got ${given.reason ?? given.decision}. What that stood on was erased since, or policy or rules are others now.\n`,
    );
}
