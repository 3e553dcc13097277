import { FIRST_LANGUAGE, knownLanguage, type Language } from '../../texts/languages.ts';
import type { LoadedPolicy } from '../policies.ts';
import type { PolicyData } from '../schema.ts';
import { translateData } from './translate-data.ts';

type Spoken = Pick<LoadedPolicy, 'data'> & Partial<Pick<LoadedPolicy, 'translations'>>;

const made = new WeakMap<PolicyData, Map<Language, PolicyData>>();
/** Back from translated data to that of the folder. */
const originals = new WeakMap<PolicyData, PolicyData>();

/** The languages in which the public can read a policy, its own first. */
export function languagesOf({ data }: Pick<LoadedPolicy, 'data'>): readonly Language[] {
  const known = data.policy.languages.flatMap((tag) => knownLanguage(tag) ?? []);
  return known.length > 0 ? known : [FIRST_LANGUAGE];
}

/** The data of a policy with its texts in a language; in its own language where it has no such texts. */
export function dataIn({ data, translations }: Spoken, language: Language): PolicyData {
  const original = originalData(data);
  const texts = translations?.[language];
  if (!texts || languagesOf({ data: original })[0] === language) return original;
  const known = made.get(original)?.get(language);
  if (known) return known;
  const translated = translateData(original, texts);
  originals.set(translated, original);
  made.set(original, new Map([...(made.get(original) ?? []), [language, translated]]));
  return translated;
}

/** The data of the folder itself, whatever language its texts were put into. */
export function originalData(data: PolicyData): PolicyData {
  return originals.get(data) ?? data;
}

/**
 * A policy as somebody reads it: the same rules and ids, with the texts of `data` in a language. Whatever decides takes
 * no notice of it.
 */
export function policyIn(policy: LoadedPolicy, language: Language): LoadedPolicy {
  const spoken = languagesOf(policy).includes(language) ? language : languagesOf(policy)[0]!;
  return { ...policy, language: spoken, data: dataIn(policy, spoken) };
}

/** What an address needs so that its page is in the language of a policy: `?lang=fr`, or nothing for its own. */
export function languageQuery(policy: LoadedPolicy): string {
  return policy.language === languagesOf(policy)[0] ? '' : `?lang=${policy.language}`;
}
