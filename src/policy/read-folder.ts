import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { type TextsFile, textsFile } from './schema/texts.ts';
import { FILES, type FileName, type PolicyData } from './schema.ts';
import { parseYamlFile, type YamlFile } from './source-file.ts';
import type { Translations } from './translate/translate-data.ts';
import { type ReadVersions, readVersions } from './versions/read-versions.ts';

/** The files of a policy folder by name, wherever they come from: a directory, or a commit. */
export type FolderFiles = ReadonlyMap<string, string>;

/** A folder as read: its data if every file has the right shape, and what is wrong otherwise. */
export interface ReadFolder {
  readonly folder: string;
  readonly data: PolicyData | null;
  /** Notice prose by language, unexpanded. */
  readonly notices: Readonly<Record<string, string>>;
  /** Texts of the data in further languages. */
  readonly translations: Translations;
  readonly sources: Readonly<Partial<Record<FileName, YamlFile>>>;
  /** The files of `translations`, to point into. */
  readonly textSources: Readonly<Record<string, YamlFile>>;
  /** The files that were read, by name. */
  readonly files: FolderFiles;
  /** Published versions that the folder keeps, and what is wrong with them; none for files that lie in no folder. */
  readonly published: ReadVersions;
  /** Findings about structure only; `checkFolder` adds the others. */
  readonly findings: readonly Finding[];
}

export const FILE_NAMES = Object.keys(FILES) as FileName[];
const NOTICE = /^notice\.([a-z]{2}(?:-[A-Z]{2})?)\.md$/;
const TEXTS = /^texts\.([a-z]{2}(?:-[A-Z]{2})?)\.yaml$/;

/** Reads a policy folder from a directory. Never throws for what is in it: whatever is wrong is a finding. */
export function readFolder(folder: string): ReadFolder {
  const files = new Map<string, string>();
  if (existsSync(folder)) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile() && /\.(ya?ml|md)$/.test(entry.name)) {
        files.set(entry.name, readFileSync(join(folder, entry.name), 'utf8'));
      }
    }
  }
  return { ...readFiles(folder, files), published: readVersions(folder) };
}

/** Reads a policy folder from texts in memory; `folder` is only a name for messages. */
export function readFiles(folder: string, files: FolderFiles): ReadFolder {
  const findings: Finding[] = [];
  const sources: Partial<Record<FileName, YamlFile>> = {};
  const data: Partial<Record<FileName, unknown>> = {};
  for (const name of FILE_NAMES) {
    const file = `${name}.yaml`;
    const text = files.get(file);
    if (text === undefined) {
      findings.push({
        severity: 'error',
        code: 'missing-file',
        file,
        line: 1,
        column: 1,
        message: `The folder has no ${file}.`,
        action: 'Add it; docs/policy-folder.md says what goes in.',
      });
      continue;
    }
    const source = parseYamlFile(file, text);
    sources[name] = source;
    const content = readShape(source, FILES[name], findings);
    if (content !== undefined) data[name] = content;
  }
  const notices = readNotices(files);
  const translations: Record<string, TextsFile> = {};
  const textSources: Record<string, YamlFile> = {};
  for (const file of [...files.keys()].sort()) {
    const language = TEXTS.exec(file)?.[1];
    if (!language) continue;
    const source = parseYamlFile(file, files.get(file)!);
    textSources[language] = source;
    const content = readShape(source, textsFile, findings);
    if (content) translations[language] = content;
  }
  findings.push(
    ...noticeFindings(notices, data.policy as PolicyData['policy'] | undefined),
    ...strayFiles(files),
  );
  const complete = FILE_NAMES.every((name) => name in data);
  return {
    folder,
    data: complete ? (data as PolicyData) : null,
    notices,
    translations,
    sources,
    textSources,
    files,
    published: { versions: [], faults: [] },
    findings,
  };
}

/** What a file holds, if its shape is right; otherwise what is wrong goes to `findings`. */
function readShape<S extends z.ZodType>(
  source: YamlFile,
  schema: S,
  findings: Finding[],
): z.infer<S> | undefined {
  for (const { message, ...place } of source.faults) {
    findings.push({ severity: 'error', code: 'yaml', ...place, message, action: 'Correct the YAML.' });
  }
  if (source.faults.length > 0) return undefined;
  const parsed = schema.safeParse(source.content);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) findings.push(...shapeFindings(source, issue));
  return undefined;
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of data, prose and translations: comments and layout of the YAML do not
 * count.
 */
export function hashPolicy(
  data: PolicyData,
  notices: Readonly<Record<string, string>>,
  translations: Translations = {},
): string {
  const more = Object.keys(translations).length > 0 ? { translations } : {};
  return createHash('sha256')
    .update(canonicalize({ data, notices, ...more })!)
    .digest('hex');
}

/** What the files of a folder say, as a hash that a later Heed computes alike: fields it has added do not count. */
export function contentDigest({
  sources,
  textSources,
  notices,
}: Pick<ReadFolder, 'sources' | 'textSources' | 'notices'>): string {
  const content = Object.fromEntries(FILE_NAMES.map((name) => [name, sources[name]?.content ?? null]));
  const texts = Object.fromEntries(
    Object.entries(textSources).map(([name, { content: text }]) => [name, text]),
  );
  const more = Object.keys(texts).length > 0 ? { texts } : {};
  return createHash('sha256')
    .update(canonicalize({ content, notices, ...more })!)
    .digest('hex');
}

function shapeFindings(source: YamlFile, issue: z.core.$ZodIssue): Finding[] {
  const where = issue.path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      severity: 'error',
      code: 'unknown-field',
      ...source.keyPlace([...issue.path, key]),
      message: `There is no field "${key}" in ${where}.`,
      action: 'Check the spelling, or remove it; docs/policy-folder.md lists the fields.',
    }));
  }
  return [
    {
      severity: 'error',
      code: 'shape',
      ...source.place(issue.path),
      message: `${where}: ${lowerFirst(issue.message)}.`,
      action: 'Give a value of the shape that the file’s schema asks for.',
    },
  ];
}

function readNotices(files: FolderFiles): Record<string, string> {
  const notices: Record<string, string> = {};
  for (const name of [...files.keys()].sort()) {
    const language = NOTICE.exec(name)?.[1];
    if (language)
      notices[language] = files
        .get(name)!
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n');
  }
  return notices;
}

function noticeFindings(
  notices: Record<string, string>,
  policy: PolicyData['policy'] | undefined,
): Finding[] {
  return (policy?.languages ?? [])
    .filter((language) => !notices[language]?.trim())
    .map((language) => ({
      severity: 'error',
      code: 'missing-file',
      file: `notice.${language}.md`,
      line: 1,
      column: 1,
      message: `policy.yaml lists the language ${language}, and there is no notice in it.`,
      action: `Write notice.${language}.md, or take ${language} out of languages.`,
    }));
}

function strayFiles(files: FolderFiles): Finding[] {
  return [...files.keys()]
    .filter(
      (name) =>
        name !== 'README.md' &&
        !NOTICE.test(name) &&
        !TEXTS.test(name) &&
        !FILE_NAMES.some((known) => name === `${known}.yaml`),
    )
    .map((file) => ({
      severity: 'warning',
      code: 'stray-file',
      file,
      line: 1,
      column: 1,
      message: `Nothing reads ${file}.`,
      action: 'Rename it to the file it is meant to be, or remove it.',
    }));
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}
