import { checks as fr } from './fr/checks.ts';
import { FIRST_LANGUAGE, type Language } from './languages.ts';

/** What a check shows, in words for the public. */
export interface CheckWords {
  readonly title: string;
  readonly how: string;
}

const TRANSLATED: Readonly<Partial<Record<Language, Readonly<Record<string, CheckWords>>>>> = { fr };

/** A check in the words of a language; nothing where it has none, rather than English among French. */
export function checkWords(check: CheckWords & { readonly id: string }, language: Language): CheckWords {
  if (language === FIRST_LANGUAGE) return check;
  return TRANSLATED[language]?.[check.id] ?? { title: check.id, how: '' };
}
