import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { ScreeningInput } from '../screening/schema.ts';
import type { Summary } from '../screening/summary.ts';
import {
  EXIT,
  printJson,
  printTable,
  reportError,
  type StoreOptions,
  storeOptions,
  withHeed,
} from './context.ts';
import { startProgress } from './progress.ts';
import { readMessage } from './screen-message.ts';
import { registerScreenExplain, registerScreenVerify } from './screen-results.ts';

export interface ScreenOptions extends StoreOptions {
  readonly policy: string;
  readonly channel: string;
  readonly purpose: string;
  readonly topic?: string;
  readonly at?: string;
  readonly out: string;
  readonly country?: string;
  readonly source?: string;
  readonly list?: string;
  readonly map: Record<string, string>;
  readonly subject: Record<string, string>;
  readonly message?: string;
  readonly promotes?: string;
  readonly special?: string;
  readonly art14Notice?: boolean;
  readonly promotional?: boolean;
  readonly json?: boolean;
}

/** `heed screen LIST`, `heed screen verify DIR`, `heed screen explain ID`. */
export function registerScreen(program: Command): void {
  const screen = storeOptions(
    program
      .command('screen')
      .description('screen a list: who may be contacted, who may not, and why')
      .enablePositionalOptions()
      .argument('[list]', 'the list as CSV, with a heading, or - for standard input')
      .option('--policy <id>', 'policy by id or alias')
      .option('--channel <channel>', 'email, sms, social_dm, live_call, automated_call, fax or post')
      .option('--purpose <purpose>', 'such as direct_marketing or market_research')
      .option('--topic <topic>', 'what the message is about')
      .option('--at <instant>', 'when the contact happens, such as 2026-09-01T10:00:00+01:00 (default: now)')
      .option('--out <folder>', 'folder for the results')
      .option('--country <code>', 'country of people for whom the list names none, such as GB')
      .option('--source <source>', 'where the list came from: a source of the policy')
      .option('--list <entry>', 'purchase entry of a bought-in list, such as L-9')
      .option(
        '--map <field=column>',
        'which column is which, such as phone="Tel. (work)"; repeatable',
        pair,
        {},
      )
      .option(
        '--subject <field=value>',
        'what holds for everybody unknown in the list, such as subscriber=corporate; repeatable',
        pair,
        {},
      )
      .option('--message <json>', 'the message as JSON: {"optout": true, "art14_notice": true}')
      .option('--promotes <what>', 'own, third_party, charitable_purpose or fundraising')
      .option('--special <what>', 'claims_management or pensions, for calls')
      .option('--art14-notice', 'the message tells people where their details came from')
      .option('--promotional', 'a service or research message that promotes something')
      .option('--json', 'print the summary as JSON'),
  );
  screen.action(async (list: string | undefined, options: ScreenOptions) => {
    try {
      for (const name of ['policy', 'channel', 'purpose', 'out'] as const)
        if (!options[name])
          throw new HeedError('VALIDATION', `Say --${name}. Run heed screen --help for the options.`);
      if (!list) throw new HeedError('VALIDATION', 'Name the list to screen.');
      if (list !== '-' && !existsSync(list))
        throw new HeedError('BAD_LIST', `There is no such file: ${list}.`);
      const { withFile } = await import('../contacts/import/spool.ts');
      process.exitCode = await withHeed(options, (heed) =>
        withFile(list === '-' ? process.stdin : list, heed.folder, (file) => run(heed, file, options)),
      );
    } catch (error) {
      process.exitCode = reportError(error, options.json);
    }
  });
  registerScreenVerify(screen);
  registerScreenExplain(screen);
}

async function run(heed: Heed, file: string, options: ScreenOptions): Promise<number> {
  const [{ screenList }, { parseScreening }] = await Promise.all([
    import('../screening/screen-list.ts'),
    import('../screening/schema.ts'),
  ]);
  const { age, ...subject } = options.subject;
  const question: ScreeningInput = {
    policy: options.policy,
    channel: options.channel,
    purpose: options.purpose,
    message: readMessage(options),
    columns: options.map as ScreeningInput['columns'],
    subject: { ...subject, ...(age !== undefined && { age: Number(age) }) },
    ...(options.at !== undefined && { at: options.at }),
    ...(options.country !== undefined && { country: options.country }),
    ...(options.source !== undefined && { source: options.source }),
    ...(options.list !== undefined && { list: options.list }),
  };
  parseScreening(question);
  const progress = startProgress('Screening');
  const cancel = new AbortController();
  const stop = () => cancel.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  let summary: Summary;
  try {
    summary = await screenList(heed, {
      ...question,
      file,
      out: options.out,
      signal: cancel.signal,
      onProgress: ({ bytes, totalBytes, rows, allowed }) =>
        progress.update(bytes, totalBytes, `${number(rows)} rows, ${number(allowed)} may`),
    });
  } finally {
    progress.end();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
  if (options.json) printJson(summary);
  else await print(summary, options.out);
  return EXIT.ok;
}

async function print({ counts, reasons, policy, registers }: Summary, out: string): Promise<void> {
  const { reasonTitle } = await import('../decision/reasons.ts');
  const { allowed, refused, rejected, stopped_during_run: stopped } = counts;
  process.stdout.write(`${number(allowed)} may be contacted, ${number(refused)} may not`);
  process.stdout.write(rejected > 0 ? `, ${number(rejected)} could not be read\n\n` : '\n\n');
  const order = Object.entries(reasons).sort(
    ([a, m], [b, n]) => a[0]!.localeCompare(b[0]!) || n - m || a.localeCompare(b),
  );
  printTable([
    ['ROWS', 'REASON', ''],
    ...order.map(([code, rows]) => [number(rows).padStart(4), code, reasonTitle(code)]),
  ]);
  if (stopped > 0)
    process.stdout.write(`\n${number(stopped)} stopped while the run went on and may not be contacted.\n`);
  const files =
    registers.map(({ register, file_date }) => `${register} of ${file_date}`).join(', ') || 'none';
  process.stdout.write(
    `\nPolicy ${policy.version}, registers: ${files}\nResults in ${out}: allowed.csv, refused.csv, rejected.csv, summary.json\n`,
  );
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

/** `field=value`, gathered over repeated options. */
function pair(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as name=value.');
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}
