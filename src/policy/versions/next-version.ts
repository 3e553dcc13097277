import type { ReadFolder } from '../read-folder.ts';
import { contentDigest } from '../read-folder.ts';
import { compareVersions } from './compare-versions.ts';

/** Whether the folder says something else than what was published under its version. */
export function needsVersion(read: ReadFolder): boolean {
  const version = read.data?.policy.version;
  const here = read.published.versions.find((one) => one.version === version);
  return here !== undefined && here.digest !== contentDigest(read);
}

/** The version that today gives: the day itself, or the next number where the day has one already. */
export function nextVersion({ published: { versions } }: ReadFolder, today: string): string {
  const last = versions.at(-1)?.version;
  if (last === undefined || compareVersions(last, today) < 0) return today;
  const [day, number = '1'] = last.split('.');
  return `${day}.${Number(number) + 1}`;
}
