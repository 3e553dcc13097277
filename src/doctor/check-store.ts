import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { listBackups } from '../backup/backup-folder.ts';
import { dayOf } from '../decision/calendar.ts';
import type { Heed } from '../heed.ts';
import { keyUse } from '../keys/key-use.ts';
import { packageRoot } from '../paths.ts';
import { checkFolder } from '../policy/check/check-folder.ts';
import { policyFolders } from '../policy/policies.ts';
import { readFolder } from '../policy/read-folder.ts';
import { checkReviews, checkServedVersions } from './check-notices.ts';
import { type DoctorFinding, error, ok, warning } from './finding.ts';

/** A register file may be used for 27 days after its date (PECR reg 21(3): 28 days before a listing binds). */
const REGISTER_DAYS = 27;
const BACKUP_HOURS = 26;
const SKEW_MS = 2_000;

/** What an open store shows. */
export async function checkStore(heed: Heed, backups: string): Promise<DoctorFinding[]> {
  return [
    await checkMigrations(heed),
    await checkClock(heed),
    await checkRotation(heed),
    ...checkRegisters(heed),
    await checkScreenings(heed),
    await checkServedVersions(heed),
    await checkBackups(backups),
  ];
}

async function checkMigrations(heed: Heed): Promise<DoctorFinding> {
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(heed.db);
  const files = readdirSync(join(packageRoot, 'src', 'db', 'migrations')).filter((name) =>
    name.endsWith('.sql'),
  );
  const newer = rows.filter(({ name }) => !files.includes(name));
  if (newer.length > 0)
    return error(
      'migrations',
      `A newer Heed has changed the tables (${newer.map(({ name }) => name).join(', ')}).`,
      'Run the newest Heed.',
    );
  return ok('migrations', `All ${files.length} are applied.`);
}

async function checkClock(heed: Heed): Promise<DoctorFinding> {
  const before = Date.now();
  const { rows } = await sql<{
    ms: string;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as ms`.execute(heed.db);
  const skew = Number(rows[0]!.ms) - (before + Date.now()) / 2;
  if (Math.abs(skew) <= SKEW_MS) return ok('clock', 'This machine and the database agree.');
  return error(
    'clock',
    `The clock of the database is ${Math.abs(skew / 1000).toFixed(1)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine.`,
    'Set both by NTP: what is recorded takes its time from one and what is decided from the other.',
  );
}

async function checkRotation(heed: Heed): Promise<DoctorFinding> {
  for (const key of ['master', 'index'] as const) {
    const current = key === 'master' ? heed.vault.masterVersion : heed.vault.indexVersion;
    const use = await keyUse(heed, key);
    const old = use.filter(({ version, movable }) => version < current && movable > 0);
    if (old.length > 0)
      return warning('rotation', `The ${key} key was not moved everywhere.`, `heed key rotate ${key}`);
    if (use.some(({ version }) => version > current))
      return error(
        'rotation',
        `Rows stand under a version of the ${key} key that is not in its file.`,
        'Put the newest key file in place.',
      );
  }
  return ok('rotation', 'Everything stands under the current keys.');
}

function checkRegisters(heed: Heed): DoctorFinding[] {
  const loaded = heed.registers.status();
  if (loaded.length === 0)
    return [
      warning(
        'registers',
        'None is loaded, so no live call to a number can be allowed.',
        'heed register load TPS <file>',
      ),
    ];
  return loaded.map(({ register, fileDay }) => {
    const age = dayOf(Date.now(), 'Europe/London') - fileDay;
    if (age > REGISTER_DAYS)
      return error(
        'registers',
        `The ${register} file is ${age} days old.`,
        `Fetch the current one and run: heed register load ${register} <file>`,
      );
    if (age > REGISTER_DAYS - 5)
      return warning(
        'registers',
        `The ${register} file is ${age} days old and usable for ${REGISTER_DAYS}.`,
        `heed register load ${register} <file>`,
      );
    return ok('registers', `The ${register} file is ${age} days old.`);
  });
}

async function checkScreenings(heed: Heed): Promise<DoctorFinding> {
  const { rows } = await sql<{ n: number; late: number }>`
    select count(*)::int as n, count(*) filter (where created_at < now() - interval '1 day')::int as late
    from screening where status in ('queued', 'running')`.execute(heed.db);
  const { n, late } = rows[0]!;
  if (late > 0)
    return warning(
      'screenings',
      `${late} have waited for more than a day.`,
      'They go on while "heed serve" runs; see its log.',
    );
  return ok('screenings', n === 0 ? 'None is waiting.' : `${n} are under way.`);
}

async function checkBackups(folder: string): Promise<DoctorFinding> {
  const last = (await listBackups(folder)).at(-1);
  if (!last)
    return warning(
      'backup',
      `There is none in ${folder}.`,
      'heed backup, every day; name its folder with --backups.',
    );
  const hours = (Date.now() - Date.parse(last.header.made_at)) / 3_600_000;
  const found = `The last one in ${folder} is ${hours.toFixed(1)} hours old.`;
  if (hours <= BACKUP_HOURS) return ok('backup', found);
  return warning(
    'backup',
    found,
    'heed backup, every day. People erased since can still be read from it by whoever has its keys.',
  );
}

/** Whether each policy folder could still be published today. */
export function checkPolicies(folder: string): DoctorFinding[] {
  const folders = existsSync(folder) ? policyFolders(folder) : [];
  if (folders.length === 0)
    return [
      error('policies', `There is no policy folder in ${folder}.`, 'Name the right one with --policies.'),
    ];
  return folders.flatMap((path) => {
    const report = checkFolder(readFolder(path), new Date().toISOString().slice(0, 10));
    return [
      report.ok
        ? ok('policies', `${path} is valid.`)
        : error('policies', `${path} has errors.`, `heed policy check ${path}`),
      ...checkReviews(report),
    ];
  });
}
