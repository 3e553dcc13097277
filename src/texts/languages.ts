/** The languages in which Heed has words for the public. The first one is spoken where nothing else is asked for. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

export const FIRST_LANGUAGE: Language = 'en';

/** Each language as those who speak it call it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' };

/** Locales of `Intl`. The controllers are British, so that English is theirs. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** The language that a tag such as `fr-CA` (RFC 5646) asks for, or undefined where Heed has no words for it. */
export function knownLanguage(tag: string | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary);
}
