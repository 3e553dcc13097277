import { type Language, LOCALES } from './languages.ts';

/** Times are UK civil time, where both organisations work; every time shown says so. */
const ZONE = 'Europe/London';

/** One formatter a language, made when it is first needed. */
function perLanguage<T>(make: (locale: string) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const fresh = make(LOCALES[language]);
    made.set(language, fresh);
    return fresh;
  };
}

const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const days = perLanguage((locale) => new Intl.DateTimeFormat(locale, { ...DATE, timeZone: 'UTC' }));
const instants = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, { ...DATE, timeZone: ZONE, hour: '2-digit', minute: '2-digit' }),
);
const countries = perLanguage((locale) => new Intl.DisplayNames(locale, { type: 'region' }));
const ands = perLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const ors = perLanguage((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));
const numbers = perLanguage((locale) => new Intl.NumberFormat(locale));
const plurals = perLanguage((locale) => new Intl.PluralRules(locale));

/** `2026-11-01` as "1 November 2026", "1er novembre 2026". */
export function dateWords(date: string, language: Language): string {
  const ms = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(ms) ? date : ordinal(days(language).format(ms), language);
}

/** `2026-09-01T09:00:00Z` as "1 September 2026 at 10:00"; text that is no instant stays as it is. */
export function instantWords(instant: string | number, language: Language = 'en'): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  return Number.isNaN(ms) ? String(instant) : ordinal(instants(language).format(ms), language);
}

/** French counts the first of a month and no other day of it. */
function ordinal(words: string, language: Language): string {
  return language === 'fr' ? words.replace(/^1(?=[ \u00a0])/, '1er') : words;
}

/** `GB` as "United Kingdom"; an unknown code stays as it is. */
export function countryWords(code: string, language: Language): string {
  return countries(language).of(code) ?? code;
}

/** "a, b and c". */
export const joinAnd = (parts: readonly string[], language: Language): string => ands(language).format(parts);
/** "a, b or c". */
export const joinOr = (parts: readonly string[], language: Language): string => ors(language).format(parts);
export const numberWords = (value: number, language: Language): string => numbers(language).format(value);

/** The form of a word for a number, by the plural rules of the language (French counts 0 like 1). */
export function plural(
  language: Language,
  count: number,
  forms: { readonly one: string; readonly other: string },
): string {
  return plurals(language).select(count) === 'one' ? forms.one : forms.other;
}
