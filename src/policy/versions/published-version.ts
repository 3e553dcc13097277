import { type LoadedPolicy, toLoadedPolicy } from '../policies.ts';
import { type FolderFiles, readFiles } from '../read-folder.ts';
import { oneLine } from '../render/words.ts';
import { languagesOf, policyIn } from '../translate/policy-in.ts';
import { type PublishedTexts, publishedTexts } from './published-texts.ts';

/** A version of a policy as it was published. Nothing about it ever changes. */
export interface PublishedVersion {
  /** Id of the policy. */
  readonly policy: string;
  /** `2026-11-22`, with a suffix such as `.2` where two share a day. */
  readonly version: string;
  /** SHA-256 of what the files say, hex: comments and layout of the YAML do not count. */
  readonly digest: string;
  /** `YYYY-MM-DD`: the day on which it was published. */
  readonly published_on: string;
  /** The policy folder as it was, by file name. */
  readonly files: FolderFiles;
  /** What was new in it, by language; empty where nothing was said. */
  readonly news: Readonly<Record<string, VersionNews>>;
  /** What people read: notices and documents with their values filled in. */
  readonly texts: PublishedTexts;
}

/** What a version says of itself. */
export interface VersionNews {
  readonly summary: string;
  /** Who is told of what is material, how and by when. */
  readonly tell: readonly { readonly who: string; readonly how: string; readonly by: string }[];
}

/** A policy as a version to be kept, its texts as this Heed writes them. */
export function versionOf(policy: LoadedPolicy, publishedOn: string): PublishedVersion {
  return {
    policy: policy.id,
    version: policy.data.policy.version,
    digest: policy.digest,
    published_on: publishedOn,
    news: newsOf(policy),
    files: policy.files,
    texts: publishedTexts(policy),
  };
}

function newsOf(policy: LoadedPolicy): Record<string, VersionNews> {
  return Object.fromEntries(
    languagesOf(policy).flatMap((language) => {
      const { changes } = policyIn(policy, language).data.policy;
      return changes ? [[language, { ...changes, summary: oneLine(changes.summary) }] as const] : [];
    }),
  );
}

/**
 * The data of a former version, or null where this Heed reads policy folders differently than the one that published
 * it. The texts can be read all the same.
 */
export function dataOf({ policy, version, files }: DataSource): LoadedPolicy | null {
  const known = loaded.get(files);
  if (known !== undefined) return known;
  const read = readFiles(`${policy}@${version}`, files);
  const data = read.data ? toLoadedPolicy(read) : null;
  loaded.set(files, data);
  return data;
}

type DataSource = Pick<PublishedVersion, 'policy' | 'version' | 'files'>;
const loaded = new WeakMap<FolderFiles, LoadedPolicy | null>();
