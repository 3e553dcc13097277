import type { Command } from 'commander';
import { printJson, printTable, type StoreOptions, storeOptions, withHeed } from './context.ts';

interface ReviewOptions extends StoreOptions {
  readonly policy: string;
  readonly json?: boolean;
}

interface TextOptions extends ReviewOptions {
  readonly field: string;
  readonly reason: string;
}

/** `heed review list | show | keep | remove`: texts of forms that seem to speak of health, belief and the like. */
export function registerReview(program: Command): void {
  const review = program
    .command('review')
    .description('texts of forms that seem to speak of health, belief and the like (GDPR Art 9 and 10)');
  const options = (command: Command) =>
    storeOptions(command)
      .requiredOption('--policy <id>', 'policy by id or alias')
      .option('--json', 'print JSON');
  options(review.command('list').description('forms with a text that nobody has looked at')).action(list);
  options(review.command('show <reference>').description('one form that came in, with its texts')).action(
    show,
  );
  options(review.command('keep <reference>').description('keep a text, because it is needed'))
    .requiredOption('--field <id>', 'field of the text')
    .requiredOption('--reason <text>', 'what it is needed for; sealed under the key of the person')
    .action(keep);
  options(review.command('remove <reference>').description('take a text out for good'))
    .requiredOption('--field <id>', 'field of the text')
    .action(remove);
}

async function list(options: ReviewOptions): Promise<void> {
  const { listSubmissions } = await import('../forms/read-submission.ts');
  const found = await withHeed(options, (heed) =>
    listSubmissions(heed, options.policy, { toReview: true, limit: 1_000 }),
  );
  if (options.json) return printJson(found);
  printTable([
    ['reference', 'form', 'received', 'texts'],
    ...found.map(({ reference, form, received_at, to_review }) => [
      reference,
      form,
      received_at,
      String(to_review),
    ]),
  ]);
}

async function show(reference: string, options: ReviewOptions): Promise<void> {
  const { readSubmission } = await import('../forms/read-submission.ts');
  const found = await withHeed(options, (heed) =>
    readSubmission(heed, { policy: options.policy, reference }),
  );
  if (options.json) return printJson(found);
  printTable([
    ['field', 'text', 'flagged for', 'decision'],
    ...(found.answers ?? []).map(({ id, value }) => {
      const review = found.reviews.find(({ field }) => field === id);
      const decision = review ? (review.resolution ?? 'waits') : '';
      return [id, value.replaceAll('\n', ' / '), review?.kinds.join(' ') ?? '', decision];
    }),
    ...found.reviews
      .filter(({ resolution }) => resolution === 'removed')
      .map(({ field }) => [field, '', '', 'removed']),
  ]);
}

async function keep(reference: string, options: TextOptions): Promise<void> {
  const { keepText } = await import('../forms/review-text.ts');
  const { policy, field, reason } = options;
  await withHeed(options, (heed) => keepText(heed, { policy, reference, field, reason, actor: 'cli' }));
  if (options.json) printJson({ reference, field, resolution: 'kept' });
  else process.stdout.write('Kept, with the reason.\n');
}

async function remove(reference: string, options: TextOptions): Promise<void> {
  const { removeText } = await import('../forms/review-text.ts');
  const { policy, field } = options;
  await withHeed(options, (heed) => removeText(heed, { policy, reference, field, actor: 'cli' }));
  if (options.json) printJson({ reference, field, resolution: 'removed' });
  else process.stdout.write('Taken out. Nobody can read it any more.\n');
}
