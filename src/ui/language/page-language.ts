import { createContext, useContext } from 'hono/jsx';
import { FIRST_LANGUAGE, type Language } from '../../texts/languages.ts';
import { type Texts, textsIn } from '../../texts/texts.ts';

/** The language of a page, and how its links keep it. */
export interface PageLanguage {
  readonly language: Language;
  readonly texts: Texts;
  /** The languages in which the page can be read, this one among them, each with its address. */
  readonly choices: readonly { readonly language: Language; readonly href: string }[];
  /** An address of this site in the language of the page: a path, with its query and fragment if it has them. */
  address(path: string): string;
}

/** Pages of staff, and whatever is drawn without a request: the first language, and no choice. */
export const STAFF_LANGUAGE: PageLanguage = {
  language: FIRST_LANGUAGE,
  texts: textsIn(FIRST_LANGUAGE),
  choices: [],
  address: (path) => path,
};

/** Set by the frame of a page for everything in it; a component reads it and keeps nothing. */
export const PageLanguageContext = createContext<PageLanguage>(STAFF_LANGUAGE);

export const usePageLanguage = (): PageLanguage => useContext(PageLanguageContext);
export const useTexts = (): Texts => usePageLanguage().texts;
