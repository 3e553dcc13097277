import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ContactPolicy, LAW_ONLY } from '../decision/policy.ts';
import { HeedError } from '../errors.ts';
import type { Language } from '../texts/languages.ts';
import { checkFolder } from './check/check-folder.ts';
import { type Finding, formatPlace, sortFindings } from './finding.ts';
import { contentDigest, type FolderFiles, hashPolicy, type ReadFolder, readFolder } from './read-folder.ts';
import type { PolicyData } from './schema.ts';
import { languagesOf } from './translate/policy-in.ts';
import type { Translations } from './translate/translate-data.ts';
import type { PublishedVersion } from './versions/published-version.ts';

/** One policy folder in force: what the rest of Heed reads of it. */
export interface LoadedPolicy {
  readonly id: string;
  readonly aliases: readonly string[];
  /** `institute@2026-11-22`. */
  readonly version: string;
  /** SHA-256 of the canonical content, hex. */
  readonly hash: string;
  readonly data: PolicyData;
  /** Notice prose by language, unexpanded; `renderNotice` fills it. */
  readonly notices: Readonly<Record<string, string>>;
  /** Texts of the data in further languages; `policyIn` puts them in place. */
  readonly translations: Translations;
  /** The language of the texts in `data`. */
  readonly language: Language;
  /** The files of the folder, by name. */
  readonly files: FolderFiles;
  /** SHA-256 of what the files say, by which a published version is known again. */
  readonly digest: string;
  /** Versions that the folder keeps, oldest first. */
  readonly published: readonly PublishedVersion[];
  /** What the decision engine reads. */
  readonly contact: ContactPolicy;
  readonly folder: string;
  /** Origin of its own, such as `https://privacy.example.org`, at which the public finds it without its id. */
  readonly site?: string;
}

/** The policies that this Heed serves. Every method takes an id or an alias. */
export interface Policies {
  /** In order of id. */
  list(): readonly LoadedPolicy[];
  /** Throws UNKNOWN_POLICY, naming those that exist. */
  get(idOrAlias: string): LoadedPolicy;
  /** The engine's view; also knows `law`, the policy that promises nothing beyond the law. */
  contact(idOrAlias: string): ContactPolicy;
}

/**
 * Loads every policy folder below `folder` (or `folder` itself, if it is one).
 *
 * @throws HeedError POLICY_INVALID with every error found: a folder with an error is refused as a whole.
 */
export function loadPolicies(folder: string): Policies {
  const folders = policyFolders(folder);
  if (folders.length === 0) {
    throw new HeedError(
      'POLICY_INVALID',
      `There is no policy folder in ${folder}: none holds a policy.yaml.`,
    );
  }
  return servePolicies(folders.map(loadPolicy));
}

/** The policy folders below `folder`, in order of name; `folder` itself if it holds a policy. */
export function policyFolders(folder: string): string[] {
  if (existsSync(join(folder, 'policy.yaml'))) return [folder];
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'policy.yaml')))
    .map((entry) => join(folder, entry.name))
    .sort();
}

/**
 * Loads one policy folder. Throws POLICY_INVALID with every error. It is judged as of its own date: a safeguard that
 * ends later is reported by `heed policy check`, and does not keep Heed from starting.
 */
export function loadPolicy(folder: string): LoadedPolicy {
  const read = readFolder(folder);
  const report = checkFolder(read);
  if (!report.ok) throw refusal(folder, report.findings);
  return toLoadedPolicy(read);
}

/** Turns a folder that was read without structural errors into what the rest of Heed sees. */
export function toLoadedPolicy(read: ReadFolder): LoadedPolicy {
  const data = read.data;
  if (!data) throw refusal(read.folder, read.findings);
  const version = `${data.policy.id}@${data.policy.version}`;
  return {
    id: data.policy.id,
    aliases: data.policy.aliases,
    version,
    hash: hashPolicy(data, read.notices, read.translations),
    data,
    notices: read.notices,
    translations: read.translations,
    language: languagesOf({ data })[0]!,
    files: read.files,
    digest: contentDigest(read),
    published: read.published.versions,
    contact: {
      id: data.policy.id,
      version,
      options: data['contact-rules'].options,
      rules: data['contact-rules'].rules.map(({ says: _, ...rule }) => rule),
      reason_clauses: data['contact-rules'].reason_clauses,
    },
    folder: read.folder,
  };
}

/** Serves policies by id and alias. Two policies that answer to one name are refused. */
export function servePolicies(policies: readonly LoadedPolicy[]): Policies {
  const byName = new Map<string, LoadedPolicy>();
  for (const policy of policies) {
    for (const name of [policy.id, ...policy.aliases]) {
      const other = byName.get(name);
      if (other || name === LAW_ONLY.id) {
        const taken = other
          ? `${policy.folder} and ${other.folder} both answer to`
          : `${policy.folder} takes the reserved name`;
        throw new HeedError('POLICY_INVALID', `${taken} "${name}". Give each policy its own id and aliases.`);
      }
      byName.set(name, policy);
    }
  }
  const list = [...policies].sort((a, b) => (a.id < b.id ? -1 : 1));
  const get = (name: string): LoadedPolicy => {
    const policy = byName.get(name);
    if (policy) return policy;
    const known = list.map(({ id, aliases }) => [id, ...aliases].join(' or ')).join(', ');
    throw new HeedError('UNKNOWN_POLICY', `There is no policy "${name}". Known: ${known}.`);
  };
  return {
    list: () => list,
    get,
    contact: (name) => (name === LAW_ONLY.id ? LAW_ONLY : get(name).contact),
  };
}

/** The refusal of a folder, naming every error. */
export function refusal(folder: string, findings: readonly Finding[]): HeedError {
  const errors = sortFindings(findings).filter(({ severity }) => severity === 'error');
  return new HeedError(
    'POLICY_INVALID',
    `${folder} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}. Run: heed policy check ${folder}`,
    errors.map((finding) => ({
      pointer: formatPlace(finding),
      detail: `${finding.message} ${finding.action}`,
    })),
  );
}
