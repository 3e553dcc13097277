import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { FILES, type FileName, type PolicyData } from './schema.ts';
import { parseYamlFile, type SourceFile } from './source-file.ts';

/** The files of a policy folder by name, wherever they come from: a directory, or a commit. */
export type FolderFiles = ReadonlyMap<string, string>;

/** A folder as read: its data if every file has the right shape, and what is wrong otherwise. */
export interface ReadFolder {
  readonly folder: string;
  readonly data: PolicyData | null;
  /** Notice prose by language, unexpanded. */
  readonly notices: Readonly<Record<string, string>>;
  readonly sources: Readonly<Partial<Record<FileName, SourceFile>>>;
  /** Findings about structure only; `checkFolder` adds the others. */
  readonly findings: readonly Finding[];
}

export const FILE_NAMES = Object.keys(FILES) as FileName[];
const NOTICE = /^notice\.([a-z]{2}(?:-[A-Z]{2})?)\.md$/;

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
  return readFiles(folder, files);
}

/** Reads a policy folder from texts in memory; `folder` is only a name for messages. */
export function readFiles(folder: string, files: FolderFiles): ReadFolder {
  const findings: Finding[] = [];
  const sources: Partial<Record<FileName, SourceFile>> = {};
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
    for (const { message, ...place } of source.faults) {
      findings.push({ severity: 'error', code: 'yaml', ...place, message, action: 'Correct the YAML.' });
    }
    if (source.faults.length > 0) continue;
    const parsed = FILES[name].safeParse(source.content);
    if (parsed.success) data[name] = parsed.data;
    else for (const issue of parsed.error.issues) findings.push(...shapeFindings(source, issue));
  }
  const notices = readNotices(files);
  findings.push(
    ...noticeFindings(notices, data.policy as PolicyData['policy'] | undefined),
    ...strayFiles(files),
  );
  const complete = FILE_NAMES.every((name) => name in data);
  return { folder, data: complete ? (data as PolicyData) : null, notices, sources, findings };
}

/** SHA-256 over the canonical JSON (RFC 8785) of data and prose: comments and layout of the YAML do not count. */
export function hashPolicy(data: PolicyData, notices: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(canonicalize({ data, notices })!).digest('hex');
}

function shapeFindings(source: SourceFile, issue: z.core.$ZodIssue): Finding[] {
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
        name !== 'README.md' && !NOTICE.test(name) && !FILE_NAMES.some((known) => name === `${known}.yaml`),
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
