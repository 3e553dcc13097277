import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import { HeedError } from '../errors.ts';
import type { Policies } from '../policy/policies.ts';
import { type PublishedVersion, versionOf } from '../policy/versions/published-version.ts';
import { keptVersions } from './versions.ts';

/** A version that the database holds with another content than the folder. */
export interface VersionConflict {
  readonly policy: string;
  readonly version: string;
}

/**
 * Records every version that the folders bring and the database has not seen: what is about to be served stays
 * readable, also where nobody published it. Several processes may do so at once.
 *
 * @returns versions that are there with another content; nothing of them is recorded
 */
export async function keepVersions(db: Kysely<Database>, policies: Policies): Promise<VersionConflict[]> {
  const brought = versionsBrought(policies);
  const before = new Set((await keptVersions(db)).map(nameOf));
  for (const version of brought) if (!before.has(nameOf(version))) await insert(db, version);
  return findConflicts(db, policies);
}

/** Versions of the folders that the database holds with another content. */
export async function findConflicts(db: Kysely<Database>, policies: Policies): Promise<VersionConflict[]> {
  const kept = new Map((await keptVersions(db)).map((one) => [nameOf(one), one.digest]));
  return versionsBrought(policies)
    .filter((version) => (kept.get(nameOf(version)) ?? version.digest) !== version.digest)
    .map(({ policy, version }) => ({ policy, version }));
}

/** What the folders keep, and what they say now where that is not among it. */
function versionsBrought(policies: Policies): PublishedVersion[] {
  const today = new Date().toISOString().slice(0, 10);
  return policies.list().flatMap((policy) => {
    const { version } = policy.data.policy;
    const published = policy.published.some((one) => one.version === version);
    return [...policy.published, ...(published ? [] : [versionOf(policy, today)])];
  });
}

/** @throws HeedError VERSION_PUBLISHED where there is a conflict: the same version must not say two things */
export function refuseConflicts(conflicts: readonly VersionConflict[]): void {
  if (conflicts.length === 0) return;
  throw new HeedError(
    'VERSION_PUBLISHED',
    `${conflicts.map(nameOf).join(', ')} was served with another content. Give the folder a new version, then: heed policy publish ${conflicts[0]!.policy}`,
  );
}

export function nameOf({ policy, version }: VersionConflict): string {
  return `${policy}@${version}`;
}

async function insert(db: Kysely<Database>, version: PublishedVersion): Promise<void> {
  const content = JSON.stringify({
    news: version.news,
    files: Object.fromEntries(version.files),
    texts: Object.fromEntries(version.texts),
  });
  await sql`insert into notice_version (policy, version, digest, published_on, content)
    values (${version.policy}, ${version.version}, ${version.digest}, ${version.published_on}::date,
      ${content}::text::jsonb)
    on conflict (policy, version) do nothing`.execute(db);
}
