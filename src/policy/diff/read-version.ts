import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { HeedError } from '../../errors.ts';
import { type LoadedPolicy, toLoadedPolicy } from '../policies.ts';
import { readFiles, readFolder } from '../read-folder.ts';
import { findFolder } from '../versions/find-folder.ts';
import { dataOf } from '../versions/published-version.ts';

interface Places {
  /** Default: the working directory. */
  readonly cwd?: string;
  /** Folder of policy folders, for policies that are named by their id. */
  readonly root?: string;
}

/**
 * Reads one version of a policy: a folder, `POLICY@VERSION` for one that was published, or `REF:FOLDER` for a folder as
 * it was in a commit, branch or tag of the git repository around the working directory.
 *
 * @throws HeedError NOT_FOUND where there is no such version, POLICY_INVALID where its shape is wrong.
 */
export function readVersion(place: string, { cwd = process.cwd(), root = cwd }: Places = {}): LoadedPolicy {
  if (existsSync(place)) return toLoadedPolicy(readFolder(place));
  const [, policy, version] = /^(.+)@(\d{4}-\d{2}-\d{2}(?:\.\d+)?)$/.exec(place) ?? [];
  if (policy && version) return readPublished(findFolder(policy, root), version);
  const [, ref, folder] = /^([^:]+):(.+)$/.exec(place) ?? [];
  if (!ref || !folder || ref.startsWith('-')) {
    throw new HeedError(
      'NOT_FOUND',
      `There is no folder ${place}. Give a folder, POLICY@VERSION, or REF:FOLDER for one in git.`,
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

function readPublished(folder: string, version: string): LoadedPolicy {
  const read = readFolder(folder);
  if (read.data?.policy.version === version) return toLoadedPolicy(read);
  const found = read.published.versions.find((one) => one.version === version);
  const policy = found && dataOf(found);
  if (policy) return policy;
  const known = read.published.versions.map((one) => one.version).join(', ') || 'none';
  throw new HeedError('UNKNOWN_VERSION', `${folder} has no version ${version}. Published: ${known}.`);
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
