import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { HeedError } from '../errors.ts';

/** One decision case: a request as `heed decide` takes it, with the answer it must get. */
export interface DecisionCase {
  readonly id: string;
  readonly expected: string;
  readonly reason: string;
  /** Every field as the file has it. */
  readonly json: Readonly<Record<string, unknown>>;
  /** `cases/gb-calls.yaml`, for messages. */
  readonly file: string;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields of the case over those of the defaults; `controller`, `subject` and `message` field by field. */
function merge(defaults: Fields, fields: Fields): Fields {
  const merged: Fields = { ...defaults, ...fields };
  for (const [name, value] of Object.entries(fields)) {
    const base = defaults[name];
    if (isFields(value) && isFields(base)) merged[name] = { ...base, ...value };
  }
  return merged;
}

/** A case as it stands in the file, and where: `line 3` or `case 2`. */
type Found = readonly [where: string, json: unknown];

function readJsonLines(text: string, file: string): Found[] {
  return text.split(/\r?\n/).flatMap((line, i): Found[] => {
    if (!line.trim()) return [];
    try {
      return [[`line ${i + 1}`, JSON.parse(line)]];
    } catch (error) {
      throw new HeedError(
        'VALIDATION',
        `${file} line ${i + 1} is not JSON: ${(error as Error).message}. Write one case a line.`,
      );
    }
  });
}

function readYaml(text: string, file: string): unknown[] {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new HeedError('VALIDATION', `${file} is not YAML: ${(error as Error).message}`);
  }
  if (Array.isArray(document)) return document;
  if (!isFields(document) || !Array.isArray(document.cases))
    throw new HeedError(
      'VALIDATION',
      `${file} holds no cases. Write a list of cases, or "defaults:" and "cases:".`,
    );
  const defaults = isFields(document.defaults) ? document.defaults : {};
  return document.cases.map((one) => (isFields(one) ? merge(defaults, one) : one));
}

/** The case files that a path means: itself, or every case file of a folder in order of name. */
export function caseFiles(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => /\.(jsonl|ya?ml)$/i.test(name));
  return files.sort().map((name) => join(path, name));
}

/**
 * Reads a case file: JSON Lines (`.jsonl`, `.json` with one case a line), or YAML as a list of cases or as
 * `{ defaults, cases }`.
 *
 * @throws HeedError VALIDATION for a file that cannot be read, and for a case without id, expected or reason
 */
export function readCases(file: string): DecisionCase[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HeedError('VALIDATION', `${file} cannot be read: ${(error as Error).message}`);
  }
  // Editors on Windows put a byte order mark first.
  const plain = text.replace(/^\uFEFF/, '');
  const found = /\.ya?ml$/i.test(file)
    ? readYaml(plain, file).map((json, i): Found => [`case ${i + 1}`, json])
    : readJsonLines(plain, file);
  if (found.length === 0) throw new HeedError('VALIDATION', `${file} holds no cases.`);
  return found.map(([where, json]) => {
    const fields = isFields(json) ? json : {};
    const missing = ['id', 'expected', 'reason'].filter((name) => typeof fields[name] !== 'string');
    if (missing.length > 0)
      throw new HeedError('VALIDATION', `${file} ${where} needs ${missing.join(', ')}, as text.`);
    const { id, expected, reason } = fields as { id: string; expected: string; reason: string };
    return { id, expected, reason, json: fields, file };
  });
}
