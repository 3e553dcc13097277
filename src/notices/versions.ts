import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import { HeedError } from '../errors.ts';
import type { LoadedPolicy, Policies } from '../policy/policies.ts';
import { compareVersions } from '../policy/versions/compare-versions.ts';
import { type PublishedVersion, versionOf } from '../policy/versions/published-version.ts';

/** A version without what it says. */
export type VersionEntry = Pick<PublishedVersion, 'policy' | 'version' | 'digest' | 'published_on'>;

/** Every version of every policy that this Heed can show: those of the folders, and those it once served. */
export interface Versions {
  /** Oldest first. */
  list(policy: LoadedPolicy): readonly VersionEntry[];
  has(policy: LoadedPolicy, version: string): boolean;
  /**
   * One version, whole.
   *
   * @throws HeedError UNKNOWN_VERSION
   */
  read(policy: LoadedPolicy, version: string): Promise<PublishedVersion>;
}

/** Opens the versions: which there are is read once, and what one says when it is asked for. */
export async function openVersions(db: Kysely<Database>, policies: Policies): Promise<Versions> {
  const kept = await keptVersions(db);
  const today = new Date().toISOString().slice(0, 10);
  const byPolicy = new Map(policies.list().map((policy) => [policy.id, versionsOf(db, policy, kept, today)]));
  return {
    list: ({ id }) =>
      [...(byPolicy.get(id)?.values() ?? [])]
        .map(({ entry }) => entry)
        .sort((a, b) => compareVersions(a.version, b.version)),
    has: ({ id }, version) => byPolicy.get(id)?.has(version) ?? false,
    read: async ({ id }, version) => {
      const known = byPolicy.get(id)?.get(version);
      if (!known) throw new HeedError('UNKNOWN_VERSION', `There is no version ${version} of ${id}.`);
      return known.read();
    },
  };
}

interface KnownVersion {
  readonly entry: VersionEntry;
  readonly read: () => Promise<PublishedVersion>;
}

/** Those of the database, then the folder as it stands if it says something else, then what the folder keeps. */
function versionsOf(
  db: Kysely<Database>,
  policy: LoadedPolicy,
  kept: readonly VersionEntry[],
  today: string,
): Map<string, KnownVersion> {
  const known = new Map<string, KnownVersion>();
  const add = ({ version, digest, published_on }: Omit<VersionEntry, 'policy'>, read: KnownVersion['read']) =>
    known.set(version, { entry: { policy: policy.id, version, digest, published_on }, read });
  for (const row of kept) {
    if (row.policy === policy.id)
      add(
        row,
        once(() => readKept(db, row)),
      );
  }
  const { version } = policy.data.policy;
  if (known.get(version)?.entry.digest !== policy.digest) {
    // Nobody published it, and no database saw it: the day that it names says more than the day of this start.
    const day = version.slice(0, 10) < today ? version.slice(0, 10) : today;
    add(
      { version, digest: policy.digest, published_on: day },
      once(async () => versionOf(policy, day)),
    );
  }
  for (const one of policy.published) add(one, async () => one);
  return known;
}

/** Reads what never changes once; a failed reading is tried again. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().catch((error) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

/** Every version that the database holds, without what it says. */
export async function keptVersions(db: Kysely<Database>): Promise<VersionEntry[]> {
  const { rows } = await sql<VersionEntry>`
    select policy, version, digest, published_on::text as published_on from notice_version`.execute(db);
  return rows;
}

interface Content {
  readonly news: PublishedVersion['news'];
  readonly files: Record<string, string>;
  readonly texts: Record<string, string>;
}

async function readKept(db: Kysely<Database>, entry: VersionEntry): Promise<PublishedVersion> {
  const { policy, version } = entry;
  const { rows } = await sql<{ content: Content }>`
    select content from notice_version where policy = ${policy} and version = ${version}`.execute(db);
  const { news, files, texts } = rows[0]!.content;
  return { ...entry, news, files: new Map(Object.entries(files)), texts: new Map(Object.entries(texts)) };
}
