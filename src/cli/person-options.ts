import type { Command } from 'commander';
import { IDENTIFIER_KINDS, type Identifier } from '../contacts/normalise.ts';
import { HeedError } from '../errors.ts';
import { readStdin, type StoreOptions, storeOptions } from './context.ts';

/** Who is meant, and under which policy. */
export interface PersonOptions extends StoreOptions {
  readonly policy: string;
  readonly subject?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly post?: string;
  readonly member?: string;
  readonly device?: string;
  readonly country?: string;
  readonly json?: boolean;
}

/** Adds the options that name a person. An identifier given as `-` is read from standard input, out of sight. */
export function personOptions(command: Command, subject = true): Command {
  command.requiredOption('--policy <id>', 'policy by id or alias');
  if (subject) command.option('--subject <id>', 'the person by subject id');
  return storeOptions(
    command
      .option('--email <address>', 'by email address; - reads it from standard input')
      .option('--phone <number>', 'by phone number')
      .option('--post <address>', 'by postal address: "Name|Postcode|House"')
      .option('--member <number>', 'by member number')
      .option('--device <id>', 'by device id')
      .option('--country <code>', 'country of a national phone number (default: GB)')
      .option('--json', 'print JSON'),
  );
}

export interface Person {
  readonly policy: string;
  readonly subject?: string;
  readonly identifier?: Identifier;
  readonly country?: string;
}

/** The one person that the options name. Throws VALIDATION for none or several identifiers. */
export async function readPerson(options: PersonOptions): Promise<Person> {
  const given = IDENTIFIER_KINDS.filter((kind) => options[kind] !== undefined);
  if (given.length > 1 || given.length + (options.subject ? 1 : 0) === 0) {
    throw new HeedError(
      'VALIDATION',
      'Name one person: by --subject, --email, --phone, --post, --member or --device.',
    );
  }
  const kind = given[0];
  const value = kind && (options[kind] === '-' ? (await readStdin()).trim() : options[kind]!);
  return {
    policy: options.policy,
    subject: options.subject,
    identifier: kind && { kind, value: value! },
    country: options.country,
  };
}
