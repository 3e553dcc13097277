import { type LoadedPolicy, toLoadedPolicy } from '../policies.ts';
import { type FolderFiles, readFiles } from '../read-folder.ts';
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
  /** What people read: notices and documents with their values filled in. */
  readonly texts: PublishedTexts;
}

/** A policy as a version to be kept, its texts as this Heed writes them. */
export function versionOf(policy: LoadedPolicy, publishedOn: string): PublishedVersion {
  return {
    policy: policy.id,
    version: policy.data.policy.version,
    digest: policy.digest,
    published_on: publishedOn,
    files: policy.files,
    texts: publishedTexts(policy),
  };
}

/**
 * The data of a former version, or null where this Heed reads policy folders differently than the one that published
 * it. The texts can be read all the same.
 */
export function dataOf(version: Pick<PublishedVersion, 'policy' | 'version' | 'files'>): LoadedPolicy | null {
  const read = readFiles(`${version.policy}@${version.version}`, version.files);
  return read.data ? toLoadedPolicy(read) : null;
}
