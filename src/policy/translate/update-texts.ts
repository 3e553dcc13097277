import { stringify } from 'yaml';
import { HeedError } from '../../errors.ts';
import type { ReadFolder } from '../read-folder.ts';
import type { TextsFile } from '../schema/texts.ts';
import { publicTexts } from './public-texts.ts';
import { noticeDigest } from './translate-data.ts';

export interface UpdatedTexts {
  /** The file, ready to write. */
  readonly yaml: string;
  /** Places without a text, or whose original has changed. */
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  /** Places that are gone; their entries were dropped. */
  readonly dropped: readonly string[];
}

/**
 * Writes `texts.<language>.yaml` anew: every text of the folder in its order, with the translations there are. New
 * places have an empty text; a translation whose original changed stays as it is, for somebody to look at.
 *
 * @throws HeedError POLICY_INVALID for a folder whose files have not the right shape
 */
export function updateTexts(read: ReadFolder, language: string): UpdatedTexts {
  const { data, notices, translations } = read;
  if (!data) throw new HeedError('POLICY_INVALID', `Run first: heed policy check ${read.folder}`);
  const before = translations[language];
  const there = publicTexts(data);
  const known = (key: string) => (before && Object.hasOwn(before.texts, key) ? before.texts[key] : undefined);
  const texts: TextsFile['texts'] = {};
  for (const [key, { text }] of there) texts[key] = known(key) ?? { from: text, text: '' };
  const notice = before?.notice ?? noticeDigest(notices[data.policy.languages[0]!] ?? '');
  const head = '# yaml-language-server: $schema=../schema/texts.json\n';
  const keys = [...there.keys()];
  return {
    yaml: head + stringify({ notice, texts }, { lineWidth: 118, blockQuote: 'literal' }),
    missing: keys.filter((key) => !texts[key]!.text),
    stale: keys.filter((key) => texts[key]!.from.trim() !== there.get(key)!.text.trim()),
    dropped: Object.keys(before?.texts ?? {}).filter((key) => !there.has(key)),
  };
}
