import { FIRST_LANGUAGE, knownLanguage, type Language } from '../../texts/languages.ts';
import { findPlaceholders } from '../render/marks.ts';
import { placeholderValue } from '../render/placeholders.ts';
import type { Checking } from './checking.ts';

/** The notice takes its values from the data, and says every purpose. */
export function checkProse(checking: Checking): void {
  placeholdersExist(checking);
  valuesComeFromData(checking);
  purposesAreStated(checking);
}

function placeholdersExist({ data, notices, at, inNotice }: Checking): void {
  for (const [language, prose] of Object.entries(notices)) {
    if (!knownLanguage(language)) {
      inNotice(
        'language-of-lists',
        language,
        0,
        `Lists and periods of this notice are generated in English.`,
      );
    }
    for (const { name, offset, alone } of findPlaceholders(prose)) {
      const value = placeholderValue(data, name);
      if (!value)
        inNotice('unknown-placeholder', language, offset, `{{${name}}} stands for nothing in this folder.`);
      else if (value.block && !alone)
        inNotice(
          'block-in-line',
          language,
          offset,
          `{{${name}}} makes a list or table in the middle of a line.`,
        );
    }
  }
  eachText(data.requests.documents, (text, path) => {
    for (const { name } of findPlaceholders(text)) {
      if (!placeholderValue(data, name)) {
        at(
          'unknown-placeholder',
          'requests',
          ['documents', ...path],
          `{{${name}}} stands for nothing in this folder.`,
        );
      }
    }
  });
}

const NUMBER =
  '(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|twenty-four|thirty|forty-five|forty-eight|sixty|seventy-two|ninety)';
const UNIT = '(?:calendar |business |working )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)';
const ENGLISH_PERIOD = new RegExp(`\\b${NUMBER}[ \\u00a0\\n-]${UNIT}\\b`, 'gi');
const FRENCH_PERIOD =
  /(?<!\p{L})(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|dix-huit|vingt(?:-quatre)?|trente|quarante-(?:cinq|huit)|soixante(?:-douze)?|quatre-vingt-dix)[ \u00a0\n](?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|années?)(?!\p{L})/giu;
const PERIODS: Readonly<Record<Language, RegExp>> = { en: ENGLISH_PERIOD, fr: FRENCH_PERIOD };
/** Ages and spans of speech that are no period anybody is held to. */
const NO_PERIOD = /\byears? (?:old|of age)\b|\bone day\b|\bone year of\b|\bun jour\b/i;

/** A period written by hand can differ from the one that the software keeps. */
function valuesComeFromData({ data, notices, at, inNotice }: Checking): void {
  for (const [language, prose] of Object.entries(notices)) {
    for (const { words, offset } of periodsByHand(prose, language)) {
      inNotice('value-by-hand', language, offset, `"${words}" is written by hand.`);
    }
  }
  eachText(data.requests.documents, (text, path) => {
    for (const { words } of periodsByHand(text, data.policy.languages[0]!)) {
      at('value-by-hand', 'requests', ['documents', ...path], `"${words}" is written by hand.`, {
        severity: 'warning',
      });
    }
  });
}

function periodsByHand(prose: string, language: string): { words: string; offset: number }[] {
  // Placeholders are blanked out, not cut, so that offsets stay right.
  const byHand = prose.replace(/\{\{[^{}]*\}\}/g, (placeholder) => ' '.repeat(placeholder.length));
  return [...byHand.matchAll(PERIODS[knownLanguage(language) ?? FIRST_LANGUAGE])]
    .filter((match) => !NO_PERIOD.test(byHand.slice(match.index, match.index + match[0].length + 8)))
    .map((match) => ({ words: match[0].replace(/\s+/g, ' '), offset: match.index }));
}

function purposesAreStated({ data, notices, at }: Checking): void {
  for (const [language, prose] of Object.entries(notices)) {
    if (/\{\{\s*list:purposes\s*\}\}/.test(prose)) continue;
    data.purposes.purposes.forEach(({ id, title }, i) => {
      if (!prose.toLowerCase().includes(title.toLowerCase())) {
        at(
          'purpose-not-stated',
          'purposes',
          ['purposes', i, 'id'],
          `notice.${language}.md does not state the purpose "${title}" (${id}).`,
        );
      }
    });
  }
}

/** Every text inside a value, with its path. */
export function eachText(
  value: unknown,
  visit: (text: string, path: (string | number)[]) => void,
  path: (string | number)[] = [],
): void {
  if (typeof value === 'string') visit(value, path);
  else if (Array.isArray(value))
    value.forEach((item, index) => {
      eachText(item, visit, [...path, index]);
    });
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) eachText(item, visit, [...path, key]);
  }
}
