import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DoctorFinding, error, ok, warning } from './finding.ts';

const MIB = 1024 * 1024;
/** Below this the database cannot be sure to write; a checkpoint alone may need it. */
const LITTLE = 200 * MIB;
const LOW = 2048 * MIB;

/** What can be looked at without a store: the folder, its disk and the key files. */
export function checkMachine(folder: string, env: NodeJS.ProcessEnv = process.env): DoctorFinding[] {
  return [checkFolder(folder), checkDisk(folder), ...checkKeyFiles(folder, env)];
}

function checkFolder(folder: string): DoctorFinding {
  if (!existsSync(folder))
    return warning('folder', `${folder} does not exist yet.`, 'Start "heed serve", which makes it.');
  const modeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  const open = (modeOf(folder) & 0o066) === 0 ? [] : [folder];
  // Where others may pass through, because the database's own user has to, what is inside must be closed itself.
  if ((modeOf(folder) & 0o011) !== 0)
    open.push(
      ...readdirSync(folder)
        .map((name) => join(folder, name))
        .filter((path) => (modeOf(path) & 0o077) !== 0),
    );
  if (open.length === 0) return ok('folder', `${folder} is closed to others.`);
  return warning(
    'folder',
    `Other users of the machine can look into ${open.slice(0, 3).join(', ')}.`,
    `chmod ${process.getuid?.() === 0 ? 711 : 700} ${folder} and chmod -R go= for what is in it.`,
  );
}

function checkDisk(folder: string): DoctorFinding {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.');
  const free = bavail * bsize;
  const found = `${Math.floor(free / MIB)} MiB are free on the disk of ${folder}.`;
  if (free < LITTLE) return error('disk', found, 'Make room now: writes are about to be refused.');
  if (free < LOW) return warning('disk', found, 'Make room, or move the folder to a larger disk.');
  return ok('disk', found);
}

function checkKeyFiles(folder: string, env: NodeJS.ProcessEnv): DoctorFinding[] {
  return (['MASTER', 'INDEX', 'BACKUP'] as const).map((name) => {
    const check = `${name.toLowerCase()} key`;
    const file = env[`HEED_${name}_KEY_FILE`];
    if (!file) {
      if (env[`HEED_${name}_KEY`])
        return warning(
          check,
          'It is in the environment.',
          `A file can be rotated while Heed serves: HEED_${name}_KEY_FILE.`,
        );
      const todo = `Make the keys with "heed key new --out <folder>" and set HEED_${name}_KEY_FILE.`;
      return name === 'BACKUP'
        ? warning(check, 'There is none, so there can be no backup.', todo)
        : error(check, 'There is none.', todo);
    }
    if (!existsSync(file))
      return error(check, `${file} is not there.`, 'Put the file back, or name the right one.');
    if ((statSync(file).mode & 0o077) !== 0)
      return error(check, `Others can read ${file}.`, `chmod 600 ${file}`);
    if (file.startsWith(`${folder}/`))
      return warning(
        check,
        `${file} lies with the data it opens.`,
        'Keep keys in another folder, and out of its backups.',
      );
    return ok(check, `${file} is readable by its owner alone.`);
  });
}
