import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { HeedError } from '../../errors.ts';
import { checkFolder } from '../check/check-folder.ts';
import { diffPolicy, type PolicyDiff } from '../diff/diff-policy.ts';
import { type ContactEffect, contactEffect } from '../diff/effect.ts';
import { refusal, toLoadedPolicy } from '../policies.ts';
import { readFolder } from '../read-folder.ts';
import { dataOf, versionOf } from './published-version.ts';
import { writeVersion } from './write-version.ts';

export interface Publication {
  readonly policy: string;
  readonly version: string;
  /** The version it replaces; null for the first one. */
  readonly replaces: string | null;
  /** What changed, null for a first version or where the one before can no longer be compared. */
  readonly diff: PolicyDiff | null;
  /** Who becomes contactable, and who stops being so. */
  readonly effect: ContactEffect;
  /** Who is told of it, how and by when. */
  readonly plan: readonly { readonly who: string; readonly how: string; readonly by: string }[];
  /** Where the version is kept, or null as long as it was only looked at. */
  readonly kept: string | null;
}

export interface PublishOptions {
  /** `YYYY-MM-DD`: today. */
  readonly today: string;
  /** Writes this version into policy.yaml first. */
  readonly as?: string;
  /** Only says what publishing would do. */
  readonly dryRun?: boolean;
}

/**
 * Publishes a policy folder: checks it, compares it with the version before, and keeps it below `versions/`, where it
 * stays as it is. What is served follows when Heed starts with the folder.
 *
 * @throws HeedError POLICY_INVALID with every finding; VERSION_PUBLISHED where nothing changed
 */
export function publishPolicy(folder: string, { today, as, dryRun = false }: PublishOptions): Publication {
  const before = as === undefined ? null : readFileSync(join(folder, 'policy.yaml'), 'utf8');
  if (as !== undefined) setVersion(folder, as);
  let kept = false;
  try {
    const publication = publish(folder, today, dryRun);
    kept = publication.kept !== null;
    return publication;
  } finally {
    if (before !== null && !kept) writeFileSync(join(folder, 'policy.yaml'), before);
  }
}

function publish(folder: string, today: string, dryRun: boolean): Publication {
  const read = readFolder(folder);
  const report = checkFolder(read, today);
  if (!report.ok) throw refusal(folder, report.findings);
  const policy = toLoadedPolicy(read);
  const { version, changes } = policy.data.policy;
  const last = policy.published.at(-1);
  if (last?.version === version) {
    throw new HeedError(
      'VERSION_PUBLISHED',
      `Nothing changed since ${policy.version} was published on ${last.published_on}.`,
    );
  }
  const previous = last ? dataOf(last) : null;
  const diff = previous ? diffPolicy(previous, policy) : null;
  return {
    policy: policy.id,
    version,
    replaces: last?.version ?? null,
    diff,
    effect: contactEffect(diff?.changes ?? []),
    plan: changes?.tell ?? [],
    kept: dryRun ? null : writeVersion(folder, versionOf(policy, today)),
  };
}

/** Sets the version in policy.yaml and leaves everything else in it as it stands. */
function setVersion(folder: string, version: string): void {
  const path = join(folder, 'policy.yaml');
  const text = readFileSync(path, 'utf8');
  const node = parseDocument(text).get('version', true) as { range?: [number, number, number] } | undefined;
  if (!node?.range) throw new HeedError('POLICY_INVALID', `${path} has no version.`);
  const [start, end] = node.range;
  writeFileSync(path, `${text.slice(0, start)}'${version}'${text.slice(end)}`);
}
