import { knownLanguage } from '../../texts/languages.ts';
import { findPlaceholders, findPromises } from '../render/marks.ts';
import { publicTexts } from '../translate/public-texts.ts';
import { noticeDigest } from '../translate/translate-data.ts';
import type { Checking } from './checking.ts';

/** A further language says the same as the first: every text, none of them stale, and exactly the same promises. */
export function checkTranslations(checking: Checking): void {
  const [first, ...further] = checking.data.policy.languages;
  for (const language of further.filter(knownLanguage)) {
    textsAreTranslated(checking, language);
    noticesAgree(checking, first!, language);
  }
}

function textsAreTranslated({ data, translations, inTexts }: Checking, language: string): void {
  const texts = translations[language]?.texts ?? {};
  const there = publicTexts(data);
  for (const [key, { text }] of there) {
    const entry = Object.hasOwn(texts, key) ? texts[key] : undefined;
    if (!entry?.text.trim())
      inTexts('untranslated', language, key, `${key} has no text in ${language}: ${quote(text)}`);
    else if (entry.from.trim() !== text.trim())
      inTexts('stale-translation', language, key, `${key} now reads ${quote(text)}`);
    else if (placeholders(text) !== placeholders(entry.text))
      inTexts('translations-disagree', language, key, `${key} and its translation hold other placeholders.`);
  }
  for (const key of Object.keys(texts)) {
    if (!there.has(key)) inTexts('unknown-translation', language, key, `There is no text at ${key}.`);
  }
}

function noticesAgree(
  { notices, translations, inNotice, inTexts }: Checking,
  first: string,
  language: string,
): void {
  const original = notices[first] ?? '';
  const translation = notices[language] ?? '';
  const digest = noticeDigest(original);
  if (translations[language] && translations[language].notice !== digest)
    inTexts(
      'stale-translation',
      language,
      null,
      `notice.${first}.md has changed: it is ${digest} now. Bring notice.${language}.md up to date and note that.`,
    );
  for (const mark of missingFrom(original, translation))
    inNotice(
      'translations-disagree',
      language,
      0,
      `Nothing here promises ${mark}, as notice.${first}.md does.`,
    );
  for (const mark of missingFrom(translation, original))
    inNotice(
      'translations-disagree',
      language,
      0,
      `notice.${first}.md does not promise ${mark}, and this does.`,
    );
  if (placeholders(original) !== placeholders(translation))
    inNotice(
      'translations-disagree',
      language,
      0,
      `The values differ: ${difference(original, translation)}.`,
    );
}

/** Promise marks of a notice that another one lacks, in the order of the first. */
function missingFrom(notice: string, other: string): string[] {
  const there = marksOf(other);
  return marksOf(notice).filter((mark) => {
    const at = there.indexOf(mark);
    if (at >= 0) there.splice(at, 1);
    return at < 0;
  });
}

function marksOf(notice: string): string[] {
  return findPromises(notice).map(({ clauses, checks }) =>
    [...clauses, ...(checks.length > 0 ? [`check=${checks.join(',')}`] : [])].join(' '),
  );
}

/** The placeholders of a text, in alphabetical order. */
function placeholders(text: string): string {
  return namesOf(text).join(' ');
}

function namesOf(text: string): string[] {
  return findPlaceholders(text)
    .map(({ name }) => name)
    .sort();
}

function difference(a: string, b: string): string {
  const odd = [...new Set([...namesOf(a), ...namesOf(b)])].filter(
    (name) => count(namesOf(a), name) !== count(namesOf(b), name),
  );
  return odd.map((name) => `{{${name}}}`).join(', ');
}

const count = (names: readonly string[], name: string) => names.filter((one) => one === name).length;

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 80 ? `${line.slice(0, 77)}…` : line}”`;
}
