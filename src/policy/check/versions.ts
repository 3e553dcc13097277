import { diffPolicy } from '../diff/diff-policy.ts';
import { compareVersions } from '../versions/compare-versions.ts';
import { dataOf } from '../versions/published-version.ts';
import type { Checking } from './checking.ts';

/**
 * Versions stay as they were published, a folder that differs from the last one says so in its version, and a change
 * that matters to people comes with a plan to tell them.
 */
export function checkVersions({
  data,
  notices,
  translations,
  published,
  digest,
  at,
  inFile,
}: Checking): void {
  for (const { version, file, message } of published.faults) {
    inFile('version-altered', file, `Version ${version}: ${message}`);
  }
  const { version, changes } = data.policy;
  const here = published.versions.find((one) => one.version === version);
  if (here && here.digest !== digest) {
    at('version-reused', 'policy', ['version'], `Version ${version} was published with another content.`);
  }
  const last = published.versions.at(-1);
  if (here || !last) return;
  if (compareVersions(version, last.version) < 0) {
    at(
      'version-not-later',
      'policy',
      ['version'],
      `Version ${version} is older than ${last.version}, which was published.`,
    );
    return;
  }
  if (changes && changes.tell.length > 0) return;
  const before = dataOf(last);
  if (!before) return;
  const { changes: differences } = diffPolicy(before, { version, data, notices, translations });
  const [first, ...others] = differences.filter((change) => change.material);
  if (!first) return;
  const more = others.length > 0 ? ` And ${others.length} more.` : '';
  at(
    'material-change-unplanned',
    'policy',
    ['version'],
    `Since ${last.version}: ${first.says}${more} Nothing says how people are told.`,
  );
}
