import { countryWords, dateWords } from '../../texts/format.ts';
import type { Language } from '../../texts/languages.ts';
import { textsIn } from '../../texts/texts.ts';
import { formatDuration } from '../duration.ts';

/** What staff read: the vocabulary of policies in English. */
export const { bases: BASES, mechanisms: MECHANISMS, after: AFTER } = textsIn('en').words;
export const CHANNEL_WORDS: Readonly<Record<string, string>> = textsIn('en').lists.channels;

/** `GB` as "United Kingdom"; an unknown code stays as it is. */
export function countryName(code: string, language: Language = 'en'): string {
  return countryWords(code, language);
}

/** `2026-11-22` as "22 November 2026". */
export function longDate(date: string, language: Language = 'en'): string {
  return dateWords(date, language);
}

/** A retention period in words: a duration, or one of the two open-ended periods. */
export function periodWords(period: string, language: Language = 'en'): string {
  const { untilWithdrawn, whileNeeded } = textsIn(language).words;
  if (period === 'until-withdrawn') return untilWithdrawn;
  if (period === 'while-needed') return whileNeeded;
  return formatDuration(period, { language });
}

/** How long a cookie is kept: "6 months", "until you close the browser". */
export function lifetime(duration: string, language: Language = 'en'): string {
  return duration === 'session' ? textsIn(language).words.session : formatDuration(duration, { language });
}

/** A clock in words; ten business days are "10 working days". */
export function clockWords(
  clock: { readonly within: string; readonly unit: string },
  language: Language = 'en',
): string {
  return formatDuration(clock.within, { language, working: clock.unit === 'business-days' });
}

/** An email address or web address as a Markdown link. */
export function emailLink(email: string): string {
  return `[${email}](mailto:${email})`;
}

/** Text on one line, as lists and tables need it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Text that goes on after it: without a full stop at its end. */
export function open(text: string): string {
  return oneLine(text).replace(/[.;]$/, '');
}
