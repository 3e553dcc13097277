import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { HeedError } from '../../errors.ts';
import { type LoadedPolicy, toLoadedPolicy } from '../policies.ts';
import { readFiles, readFolder } from '../read-folder.ts';

/**
 * Reads one version of a policy: a folder, or `REF:FOLDER` for a folder as it was in a commit, branch or tag of the git
 * repository around the working directory.
 *
 * @throws HeedError NOT_FOUND where there is no such version, POLICY_INVALID where its shape is wrong.
 */
export function readVersion(place: string, cwd = process.cwd()): LoadedPolicy {
  if (existsSync(place)) return toLoadedPolicy(readFolder(place));
  const [, ref, folder] = /^([^:]+):(.+)$/.exec(place) ?? [];
  if (!ref || !folder || ref.startsWith('-')) {
    throw new HeedError(
      'NOT_FOUND',
      `There is no folder ${place}. Give a folder, or REF:FOLDER for one in git.`,
    );
  }
  const path = isAbsolute(folder) || folder.startsWith('.') ? folder : `./${folder}`;
  const tree = `${ref}:${path.replace(/\/$/, '')}`;
  const files = new Map<string, string>();
  for (const name of git(['ls-tree', '--name-only', '-z', tree], place, cwd).split('\0')) {
    if (/\.(ya?ml|md)$/.test(name)) files.set(name, git(['cat-file', 'blob', `${tree}/${name}`], place, cwd));
  }
  return toLoadedPolicy(readFiles(place, files));
}

function git(args: readonly string[], place: string, cwd: string): string {
  try {
    return execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (cause) {
    throw new HeedError('NOT_FOUND', `git knows no ${place}.`, [], { cause });
  }
}
