import * as en from './en/index.ts';
import * as fr from './fr/index.ts';
import type { Language } from './languages.ts';

/** Every text of the public side, by area. English sets the keys; another language must have the same. */
export type Texts = typeof en;

const CATALOGUES: Readonly<Record<Language, Texts>> = { en, fr };

export function textsIn(language: Language): Texts {
  return CATALOGUES[language];
}

/** A text that is chosen when it is known who reads it, as the detail of a `HeedError`. */
export function worded(pick: (texts: Texts) => string): (language: Language) => string {
  return (language) => pick(CATALOGUES[language]);
}
