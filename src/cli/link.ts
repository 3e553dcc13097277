import type { Command } from 'commander';
import { HeedError } from '../errors.ts';
import { printJson, withHeed } from './context.ts';
import { type PersonOptions, personOptions, readPerson } from './person-options.ts';

interface NewOptions extends PersonOptions {
  readonly url?: string;
  readonly channel: string;
  readonly purpose: string;
  readonly topic?: string;
  readonly lang?: string;
}

/** `heed link new`: the links that a sender puts into one mail. */
export function registerLink(program: Command): void {
  const link = program.command('link').description('stop and preference links for the mails you send');
  personOptions(link.command('new').description('make the links of one mail to one recipient'), false)
    .option(
      '--url <url>',
      'where the public reaches this Heed: https://privacy.example.org (default: $HEED_URL)',
    )
    .option('--channel <channel>', 'what the stop link ends', 'email')
    .option('--purpose <purpose>', 'what the stop link ends', 'direct_marketing')
    .option('--topic <topic>', 'one topic of the policy (default: all of them)')
    .option('--lang <language>', 'language of the pages, such as fr (default: what the browser prefers)')
    .action(make);
}

async function make(options: NewOptions): Promise<void> {
  const { policy, identifier, country } = await readPerson(options);
  const url = URL.parse(options.url ?? process.env.HEED_URL ?? '');
  if (!url || !/^https?:$/.test(url.protocol))
    throw new HeedError(
      'VALIDATION',
      '--url says where the public reaches this Heed: https://privacy.example.org.',
    );
  const { makeLink, makeLinkSchema } = await import('../preferences/make-link.ts');
  const input = makeLinkSchema.safeParse({
    policy,
    identifier,
    country,
    channel: options.channel,
    purpose: options.purpose,
    topic: options.topic,
    language: options.lang,
  });
  if (!input.success)
    throw new HeedError(
      'VALIDATION',
      'Some options are not valid.',
      input.error.issues.map(({ path, message }) => ({ pointer: `--${path.join('.')}`, detail: message })),
    );
  const made = await withHeed(options, (heed) => makeLink(heed, input.data, url.origin));
  if (options.json) return printJson(made);
  process.stdout.write(
    `List-Unsubscribe: ${made.list_unsubscribe}\nList-Unsubscribe-Post: ${made.list_unsubscribe_post}\n\n` +
      `Stop page:   ${made.stop_url}\nPreferences: ${made.preferences_url}\n\n` +
      `They stop for ever and can start things until ${made.starts_until}.\n`,
  );
}
