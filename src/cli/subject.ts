import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { HeedError } from '../errors.ts';
import { EXIT, printJson, printTable, withHeed } from './context.ts';
import { type PersonOptions, personOptions, readPerson } from './person-options.ts';

interface AtOptions extends PersonOptions {
  readonly at?: string;
  readonly asKnownAt?: string;
  readonly evidence?: boolean;
  readonly yes?: boolean;
}

/** `heed subject find | permissions | history | erase`. */
export function registerSubject(program: Command): void {
  const subject = program
    .command('subject')
    .description('one person: who, what is allowed, what happened, erase');
  personOptions(subject.command('find').description('who has this identifier')).action(find);
  personOptions(subject.command('permissions').description('what the person may be contacted for'))
    .option('--at <instant>', 'on another instant than now')
    .option('--as-known-at <instant>', 'with what was recorded up to then')
    .action(permissions);
  personOptions(subject.command('history').description('everything recorded about the person'))
    .option('--as-known-at <instant>', 'with what was recorded up to then')
    .option('--evidence', 'open the sealed evidence')
    .action(history);
  personOptions(subject.command('erase').description('destroy the key of the person; nothing brings it back'))
    .option('--yes', 'do not ask')
    .action(erase);
}

async function find(options: PersonOptions): Promise<void> {
  const person = await readPerson(options);
  const { readSubject, requireSubject } = await import('../contacts/find-subject.ts');
  const found = await withHeed(options, async (heed) =>
    readSubject(heed, { policy: person.policy, subject: await requireSubject(heed, person) }),
  );
  if (options.json) return printJson(found);
  printTable([
    ['subject', found.subject],
    ['controller', found.controller],
    ['since', found.created_at],
    ...(found.erased_at ? [['erased', found.erased_at]] : []),
    ...found.identifiers.map(({ kind, value }) => [kind, value]),
    ...Object.entries(found.profile).map(([name, value]) => [name, String(value)]),
  ]);
}

async function permissions(options: AtOptions): Promise<void> {
  const person = await readPerson(options);
  const { listPermissions } = await import('../contacts/list-permissions.ts');
  const listed = await withHeed(options, (heed) =>
    listPermissions(heed, { ...person, at: options.at, asKnownAt: options.asKnownAt }),
  );
  if (options.json) return printJson(listed);
  printTable([
    ['channel', 'purpose', 'topic', 'answer', 'reason', 'until'],
    ...listed.permissions.map((one) => [
      one.channel,
      one.purpose,
      one.topic ?? '-',
      one.decision,
      one.reason,
      one.changes_at ?? '',
    ]),
  ]);
}

async function history(options: AtOptions): Promise<void> {
  const person = await readPerson(options);
  const { requireSubject } = await import('../contacts/find-subject.ts');
  const { personHistory } = await import('../contacts/person-history.ts');
  const facts = await withHeed(options, async (heed) => {
    const subject = await requireSubject(heed, person);
    const { asKnownAt, evidence } = options;
    return personHistory(heed, { policy: person.policy, subject, asKnownAt, evidence });
  });
  if (options.json) return printJson(facts);
  printTable([
    ['happened', 'recorded', 'fact', 'type', 'says', ...(options.evidence ? ['evidence'] : [])],
    ...facts.map((fact) => [
      fact.at ?? '',
      fact.recorded_at,
      fact.id,
      fact.type,
      JSON.stringify(fact.clear),
      ...(options.evidence ? [fact.evidence ? JSON.stringify(fact.evidence) : ''] : []),
    ]),
  ]);
}

async function erase(options: AtOptions): Promise<void> {
  const person = await readPerson(options);
  if (!options.yes) {
    if (!process.stdin.isTTY)
      throw new HeedError('VALIDATION', 'Erasing cannot be undone. Add --yes to go on without being asked.');
    const sure = await confirm({
      message: 'Destroy the key of this person? Nothing brings it back.',
      initialValue: false,
    });
    if (isCancel(sure) || !sure) {
      process.exitCode = EXIT.denied;
      return;
    }
  }
  const { eraseSubject } = await import('../contacts/erase-subject.ts');
  const erased = await withHeed(options, (heed) => eraseSubject(heed, { ...person, actor: 'cli' }));
  if (options.json) return printJson(erased);
  process.stdout.write(
    erased.erased_now
      ? `Erased ${erased.subject}; ${erased.suppressions} keyed hashes keep them from being contacted.\n`
      : `${erased.subject} was erased on ${erased.erased_at}.\n`,
  );
}
