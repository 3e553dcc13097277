import { dateWords } from '../../../texts/format.ts';
import type { Language } from '../../../texts/languages.ts';

/** `2026-11-22` as "22 November 2026", and `2026-11-22.2` as "22 November 2026 (2)". */
export function versionWords(version: string, language: Language): string {
  const [day, number] = version.split('.');
  return `${dateWords(day!, language)}${number ? ` (${number})` : ''}`;
}
