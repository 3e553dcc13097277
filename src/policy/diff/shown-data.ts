import type { Language } from '../../texts/languages.ts';
import type { LoadedPolicy } from '../policies.ts';
import type { PolicyData } from '../schema.ts';
import { dataIn, languagesOf } from '../translate/policy-in.ts';
import { publicTexts } from '../translate/public-texts.ts';
import { translateData } from '../translate/translate-data.ts';

type Spoken = Pick<LoadedPolicy, 'data' | 'translations'>;

/**
 * The data of a version with the texts that a reader of a language knows. A version that was never published in it
 * borrows from the other one what was translated from the very same words; its other texts stay as they are.
 */
export function shownData(version: Spoken, language: Language, other: Spoken): PolicyData {
  if (version.translations[language] || languagesOf(version)[0] === language)
    return dataIn(version, language);
  const borrowed = other.translations[language];
  if (!borrowed) return version.data;
  const there = publicTexts(version.data);
  const texts = Object.fromEntries(
    Object.entries(borrowed.texts).filter(([key, { from }]) => from.trim() === there.get(key)?.text.trim()),
  );
  return translateData(version.data, { ...borrowed, texts });
}
