import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeedError } from '../../errors.ts';
import type { PublishedVersion } from './published-version.ts';
import { RECORD, textDigest, VERSIONS, type VersionRecord } from './read-versions.ts';

/**
 * Keeps a version below `versions/` of its policy folder, whole or not at all.
 *
 * @returns the folder of the version
 * @throws HeedError VERSION_PUBLISHED when there is one of that name already
 */
export function writeVersion(folder: string, version: PublishedVersion): string {
  const target = join(folder, VERSIONS, version.version);
  if (existsSync(target)) throw new HeedError('VERSION_PUBLISHED', `${target} is there already.`);
  const files = new Map<string, string>([
    ...[...version.files].map(([name, text]) => [`source/${name}`, text] as const),
    ...[...version.texts].map(([name, text]) => [`text/${name}`, text] as const),
  ]);
  const record: VersionRecord = {
    policy: version.policy,
    version: version.version,
    published_on: version.published_on,
    digest: version.digest,
    news: version.news,
    files: Object.fromEntries([...files].map(([path, text]) => [path, textDigest(text)])),
  };
  files.set(RECORD, `${JSON.stringify(record, null, 2)}\n`);
  const draft = join(folder, VERSIONS, `.${version.version}.draft`);
  rmSync(draft, { recursive: true, force: true });
  for (const [path, text] of files) {
    const file = join(draft, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  renameSync(draft, target);
  return target;
}
