import { isCancel, text } from '@clack/prompts';
import type { Command } from 'commander';
import { HeedError } from '../errors.ts';
import { describeChanges } from '../policy/diff/describe-changes.ts';
import type { ContactEffect } from '../policy/diff/effect.ts';
import { readFolder } from '../policy/read-folder.ts';
import { longDate } from '../policy/render/words.ts';
import { findFolder } from '../policy/versions/find-folder.ts';
import { needsVersion, nextVersion } from '../policy/versions/next-version.ts';
import { type Publication, publishPolicy } from '../policy/versions/publish-policy.ts';
import { policiesFolder, printJson, printTable } from './context.ts';

interface PublishFlags {
  readonly as?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `heed policy publish` and `heed policy versions`. */
export function registerPolicyVersions(policy: Command): Command {
  policy
    .command('publish')
    .description('check a folder, say what changed and who becomes contactable, and keep it as a version')
    .argument('<policy>', 'a policy folder, or the id of one')
    .option('--as <version>', 'write this version into policy.yaml first, such as 2026-11-22')
    .option('--dry-run', 'only say what publishing would do')
    .option('--json', 'print it as JSON')
    .action(publish);

  policy
    .command('versions')
    .description('list the published versions of a policy')
    .argument('<policy>', 'a policy folder, or the id of one')
    .option('--json', 'print them as JSON')
    .action(listVersions);

  return policy;
}

async function publish(place: string, options: PublishFlags): Promise<void> {
  const folder = findFolder(place, policiesFolder());
  const today = new Date().toISOString().slice(0, 10);
  const as = options.as ?? (await askForVersion(folder, today));
  if (as !== undefined && !/^\d{4}-\d{2}-\d{2}(\.\d+)?$/.test(as)) {
    throw new HeedError('VALIDATION', `"${as}" is no version; write a day, such as ${today}, or ${today}.2.`);
  }
  const publication = publishPolicy(folder, { today, as, dryRun: options.dryRun });
  if (options.json) printJson(publication);
  else process.stdout.write(describePublication(publication));
}

/** A folder that changed under its old version needs a new one: asked for on a terminal, and refused elsewhere. */
async function askForVersion(folder: string, today: string): Promise<string | undefined> {
  const read = readFolder(folder);
  if (!needsVersion(read)) return undefined;
  const next = nextVersion(read, today);
  const asking = `The folder changed since ${read.data!.policy.version} was published.`;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new HeedError('VERSION_PUBLISHED', `${asking} Give it a new version: --as ${next}`);
  }
  const answer = await text({ message: `${asking} Which version is this?`, initialValue: next });
  if (isCancel(answer)) throw new HeedError('CANCELLED');
  return answer;
}

/** What publishing did or would do, for a terminal. */
export function describePublication({
  policy,
  version,
  replaces,
  diff,
  effect,
  plan,
  kept,
}: Publication): string {
  const lines = [
    diff ? describeChanges(diff).trimEnd() : `${policy}@${version} is the first version.`,
    '',
    'Who may be contacted',
    ...describeEffect(effect, replaces).map((line) => `  ${line}`),
  ];
  if (plan.length > 0) {
    lines.push('', 'Who is told');
    for (const { who, how, by } of plan) lines.push(`  ${who}: ${how}, by ${longDate(by)}`);
  }
  lines.push('', kept ? `Published: ${kept}` : 'Nothing was written.');
  return `${lines.join('\n')}\n`;
}

function describeEffect({ more, fewer, other }: ContactEffect, replaces: string | null): string[] {
  if (replaces === null) return ['Everybody whom the rules allow; there was no version before.'];
  if (more.length + fewer.length + other.length === 0) return ['The same people as before: no rule changed.'];
  return [
    ...more.map((says) => `more   ${says}`),
    ...fewer.map((says) => `fewer  ${says}`),
    ...other.map((says) => `other  ${says}`),
  ];
}

async function listVersions(place: string, options: { json?: boolean }): Promise<void> {
  const read = readFolder(findFolder(place, policiesFolder()));
  const rows = read.published.versions.map(({ policy, version, published_on, digest }) => ({
    policy,
    version,
    published_on,
    digest,
    in_force: version === read.data?.policy.version,
  }));
  if (options.json) return printJson(rows);
  printTable([
    ['version', 'published', 'content', ''],
    ...rows.map(({ version, published_on, digest, in_force }) => [
      version,
      published_on,
      digest.slice(0, 12),
      in_force ? 'in force' : '',
    ]),
  ]);
  const version = read.data?.policy.version;
  if (version && !rows.some((row) => row.version === version))
    process.stdout.write(`\n${version}, the folder as it stands, is not published yet.\n`);
}
