import type { Command } from 'commander';
import { HeedError } from '../errors.ts';
import { printJson, printTable, type StoreOptions, storeOptions, withHeed } from './context.ts';
import { readJsonFile } from './read-json-file.ts';

interface FormOptions extends StoreOptions {
  readonly policy: string;
  readonly json?: boolean;
}

interface SubmitOptions extends FormOptions {
  readonly form: string;
  readonly file: string;
  readonly received?: string;
  readonly post?: string;
}

interface PurgeOptions extends StoreOptions {
  readonly policy?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface EndOptions extends FormOptions {
  readonly form: string;
  readonly on: string;
  readonly event?: string;
}

/** `heed form list | submit | end | purge`: what comes in on paper and by phone takes the same way as what comes by web. */
export function registerForm(program: Command): void {
  const form = program.command('form').description('forms that the policy declares');
  storeOptions(form.command('list').description('the forms of a policy, with their fields and choices'))
    .requiredOption('--policy <id>', 'policy by id or alias')
    .option('--json', 'print JSON')
    .action(list);
  storeOptions(form.command('submit').description('enter a form that came on paper, by phone or at a stand'))
    .requiredOption('--policy <id>', 'policy by id or alias')
    .requiredOption('--form <id>', 'form')
    .requiredOption(
      '--file <file>',
      'answers as JSON: {"fields": {…}, "choices": [ids of ticked boxes]}; - reads standard input',
    )
    .option('--received <day>', 'the day it reached you, such as 2026-11-10, or an instant (default: now)')
    .option('--post <address>', 'postal address of somebody without email and phone: "Name|Postcode|House"')
    .option('--json', 'print JSON')
    .action(submit);
  storeOptions(form.command('end').description('say that an event or a membership is over: periods begin'))
    .requiredOption('--policy <id>', 'policy by id or alias')
    .requiredOption('--form <id>', 'form')
    .requiredOption('--on <day>', 'the day on which it was over, such as 2026-11-20')
    .option('--event <name>', 'only forms with this event; default: all that came in by then')
    .option('--json', 'print JSON')
    .action(end);
  storeOptions(
    form.command('purge').description('take away answers whose period is over; `serve` does it too'),
  )
    .option('--policy <id>', 'policy by id or alias (default: all)')
    .option('--dry-run', 'say what would go, and take nothing')
    .option('--json', 'print JSON')
    .action(purge);
}

async function end({ policy, form, on, event, ...options }: EndOptions): Promise<void> {
  const { endForms } = await import('../forms/end-forms.ts');
  const ended = await withHeed(options, (heed) => endForms(heed, { policy, form, on, event }));
  if (options.json) return printJson({ ended });
  process.stdout.write(`${ended} ${ended === 1 ? 'form' : 'forms'} ended on ${on}.\n`);
}

async function purge({ policy, dryRun, ...options }: PurgeOptions): Promise<void> {
  const { purgeAnswers } = await import('../forms/purge-answers.ts');
  const done = await withHeed(options, (heed) => purgeAnswers(heed, { policy, dryRun }));
  if (options.json) return printJson(done);
  printTable([
    [
      'policy',
      'form',
      dryRun ? 'would go' : 'gone',
      dryRun ? 'would be cut' : 'cut',
      'waiting for their end',
    ],
    ...done.map((one) => [one.policy, one.form, String(one.gone), String(one.cut), String(one.waiting)]),
  ]);
}

async function list(options: FormOptions): Promise<void> {
  const forms = await withHeed(options, async (heed) => heed.policies.get(options.policy).data.forms.forms);
  if (options.json) return printJson(forms);
  printTable([
    ['form', 'kind', 'fields (* needed)', 'choices'],
    ...forms.map(({ id, kind, fields, choices }) => [
      id,
      kind,
      fields.map(({ field, required }) => (required ? `${field}*` : field)).join(' '),
      choices.map((choice) => choice.id).join(' '),
    ]),
  ]);
}

async function submit(options: SubmitOptions): Promise<void> {
  const { submitForm, submitFormSchema } = await import('../forms/submit-form.ts');
  const read = submitFormSchema.safeParse(await readJsonFile(options.file));
  if (!read.success)
    throw new HeedError(
      'VALIDATION',
      'The answers are not in the right shape.',
      read.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message })),
    );
  const received = options.received ? { received_at: options.received } : {};
  const post = options.post === undefined ? {} : { post: options.post };
  const done = await withHeed(options, (heed) =>
    submitForm(heed, {
      ...read.data,
      ...received,
      ...post,
      policy: options.policy,
      form: options.form,
      strict: true,
      actor: 'cli',
    }),
  );
  if (options.json) return printJson(done);
  process.stdout.write(
    `Reference ${done.reference}, received ${done.received_at}, under notice ${done.notice_version}\n` +
      `Ticked: ${done.choices.map(({ label }) => label).join('; ') || 'nothing'}\n` +
      (done.confirmation_mailed
        ? 'A mail asks the person to confirm; until then the ticks count for nothing.\n'
        : '') +
      (done.added ? '' : 'It was entered before; nothing changed.\n'),
  );
}
