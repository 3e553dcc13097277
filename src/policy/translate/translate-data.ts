import { createHash } from 'node:crypto';
import type { TextsFile } from '../schema/texts.ts';
import type { PolicyData } from '../schema.ts';
import { publicTexts } from './public-texts.ts';

/** What a folder says in each further language. */
export type Translations = Readonly<Record<string, TextsFile>>;

/** The data with its public texts in another language. What is not translated stays as it is. */
export function translateData(data: PolicyData, { texts }: TextsFile): PolicyData {
  const translated = structuredClone(data);
  for (const [key, { file, path }] of publicTexts(data)) {
    const text = texts[key]?.text;
    if (text) setAt(translated[file], path, text);
  }
  return translated;
}

/** Tells one state of a notice from another: what a translation of it names. */
export function noticeDigest(prose: string): string {
  return createHash('sha256').update(prose).digest('hex').slice(0, 16);
}

function setAt(root: unknown, path: readonly (string | number)[], text: string): void {
  const parent = path.slice(0, -1).reduce((value, step) => (value as never)[step], root);
  (parent as Record<string | number, unknown>)[path.at(-1)!] = text;
}
