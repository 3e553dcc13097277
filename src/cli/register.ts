import type { Command } from 'commander';
import { dayOf, formatDay, parseDay } from '../decision/calendar.ts';
import { HeedError } from '../errors.ts';
import { openRegisters, REGISTER_NAMES, type RegisterName, type Registers } from '../registers/registers.ts';
import { EXIT, printJson, printTable, reportError } from './context.ts';
import { startProgress } from './progress.ts';

interface FolderOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** A register file stays usable for 27 days after its date (PECR reg 21(3)). */
const USABLE_DAYS = 27;

/** `heed register load | status | check`. The registers are files of the data folder, so no database is opened. */
export function registerRegister(program: Command): void {
  const register = program.command('register').description('do-not-call registers: TPS, CTPS and FPS');
  const data = '--data <folder>';
  const dataHelp = 'data folder (default: $HEED_DATA, or .heed in this folder)';

  register
    .command('load')
    .description('put a register file in use, whole or not at all')
    .argument('<register>', REGISTER_NAMES.join(', '))
    .argument('<file>', 'the file as published: 12 characters and CR LF a record')
    .requiredOption('--date <YYYY-MM-DD>', 'date of the file')
    .option(
      '--listed-since <YYYY-MM-DD>',
      'first file only: the day from which its numbers are known to be listed',
    )
    .option('--force', 'load a file with under half of the numbers in use')
    .option(data, dataHelp)
    .option('--json', 'print JSON')
    .action((name: string, file: string, options: LoadOptions) =>
      run(options, (registers) => load(registers, name, file, options)),
    );

  register
    .command('status')
    .description('which files are in use and how long they may be used')
    .option(data, dataHelp)
    .option('--json', 'print JSON')
    .action((options: FolderOptions) => run(options, (registers) => status(registers, options)));

  register
    .command('check')
    .description('whether a number is listed')
    .argument('<number>', 'a phone number, UK or international form')
    .option(data, dataHelp)
    .option('--json', 'print JSON')
    .action((number: string, options: FolderOptions) =>
      run(options, (registers) => check(registers, number, options)),
    );
}

async function run(
  options: FolderOptions,
  work: (registers: Registers) => Promise<number> | number,
): Promise<void> {
  try {
    process.exitCode = await work(openRegisters(options.data ?? process.env.HEED_DATA ?? '.heed'));
  } catch (error) {
    process.exitCode = reportError(error, options.json);
  }
}

interface LoadOptions extends FolderOptions {
  readonly date: string;
  readonly listedSince?: string;
  readonly force?: boolean;
}

async function load(registers: Registers, name: string, file: string, options: LoadOptions): Promise<number> {
  const register = registerNamed(name);
  const progress = startProgress(`Loading ${register}`);
  const loaded = await registers
    .load({
      register,
      file,
      fileDay: dayGiven('--date', options.date),
      listedSince:
        options.listedSince === undefined ? undefined : dayGiven('--listed-since', options.listedSince),
      force: options.force,
      onProgress: progress.update,
    })
    .finally(progress.end);
  const fileDate = formatDay(loaded.fileDay);
  if (options.json) {
    const { fileDay: _, loadedAt, ...rest } = loaded;
    printJson({ ...rest, fileDate, loadedAt: new Date(loadedAt).toISOString() });
    return EXIT.ok;
  }
  const count = loaded.count.toLocaleString('en-GB');
  if (loaded.result === 'unchanged') {
    process.stdout.write(
      `${register} of ${fileDate} with ${count} numbers is in use already; nothing changed.\n`,
    );
    return EXIT.ok;
  }
  process.stdout.write(`${register} of ${fileDate} is in use: ${count} numbers`);
  if (!loaded.first) {
    const [added, removed] = [loaded.added, loaded.removed].map((n) => n.toLocaleString('en-GB'));
    process.stdout.write(`, ${added} new, ${removed} no longer listed`);
  }
  process.stdout.write(`.\nSHA-256 ${loaded.sha256}\n`);
  if (loaded.first && options.listedSince === undefined)
    process.stdout.write(firstFileNote(register, fileDate));
  return EXIT.ok;
}

/** Said because the 28 days of grace would otherwise surprise: a file carries no dates of listing. */
function firstFileNote(register: RegisterName, fileDate: string): string {
  return (
    `\nThis is the first ${register} file, and the file does not say since when a number is listed: all of them count as ` +
    `listed from ${fileDate}, and bind 28 days later.\nIf you screened against an earlier file outside Heed, load this ` +
    `file again with --listed-since and the date of that one.\n`
  );
}

function status(registers: Registers, options: FolderOptions): number {
  const today = dayOf(Date.now(), 'Europe/London');
  const rows = registers.status().map((file) => ({
    register: file.register,
    fileDate: formatDay(file.fileDay),
    usableUntil: formatDay(file.fileDay + USABLE_DAYS),
    stale: today - file.fileDay > USABLE_DAYS,
    count: file.count,
    sha256: file.sha256,
    loadedAt: new Date(file.loadedAt).toISOString(),
    kept: file.kept,
  }));
  if (options.json) printJson(rows);
  else if (rows.length === 0)
    process.stdout.write(
      'No register is loaded. Start with: heed register load TPS FILE --date YYYY-MM-DD\n',
    );
  else
    printTable([
      ['REGISTER', 'FILE DATE', 'USABLE UNTIL', 'NUMBERS', 'LOADED', 'KEPT', 'SHA-256'],
      ...rows.map((row) => [
        row.register,
        row.fileDate,
        row.stale ? `${row.usableUntil} (too old)` : row.usableUntil,
        row.count.toLocaleString('en-GB'),
        row.loadedAt.slice(0, 16).replace('T', ' '),
        String(row.kept),
        row.sha256.slice(0, 12),
      ]),
    ]);
  return EXIT.ok;
}

async function check(registers: Registers, number: string, options: FolderOptions): Promise<number> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js');
  const parsed = parsePhoneNumberFromString(number, 'GB');
  if (!parsed?.isPossible()) throw new HeedError('INVALID_IDENTIFIER', 'That is not a usable phone number.');
  if (parsed.countryCallingCode !== '44')
    throw new HeedError('INVALID_IDENTIFIER', 'The UK registers hold only numbers that start with +44.');
  const facts = registers.factsFor(parsed.number);
  const rows = registers.status().map((file) => {
    const listedOn = facts.find(
      (fact) => fact.type === 'register_listing' && fact.register === file.register,
    )?.listed_on;
    return {
      register: file.register,
      fileDate: formatDay(file.fileDay),
      listed: listedOn !== undefined,
      listedOn: listedOn === undefined ? null : formatDay(listedOn),
    };
  });
  if (options.json) printJson(rows);
  else if (rows.length === 0)
    process.stdout.write('No register is loaded, so nothing is known about this number.\n');
  else
    printTable([
      ['REGISTER', 'FILE DATE', 'LISTED SINCE'],
      ...rows.map((row) => [row.register, row.fileDate, row.listedOn ?? 'not listed']),
    ]);
  return rows.length === 0 || rows.some((row) => row.listed) ? EXIT.denied : EXIT.ok;
}

function registerNamed(text: string): RegisterName {
  const name = REGISTER_NAMES.find((candidate) => candidate === text.toUpperCase());
  if (!name)
    throw new HeedError('VALIDATION', `There is no register ${text}: use ${REGISTER_NAMES.join(', ')}.`);
  return name;
}

function dayGiven(option: string, text: string): number {
  const day = parseDay(text);
  if (day === null) throw new HeedError('VALIDATION', `${option} needs a date such as 2026-11-20.`);
  return day;
}
