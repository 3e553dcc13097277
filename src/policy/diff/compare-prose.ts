import { LOCALES } from '../../texts/languages.ts';
import { findPromises } from '../render/marks.ts';
import type { TextsFile } from '../schema/texts.ts';
import { type Change, immaterial, material, words } from './change.ts';
import type { Speech } from './speech.ts';

interface Sentence {
  readonly text: string;
  readonly clauses: readonly string[];
}

/** Sentences of a notice that came, went or changed. A promise is followed by its clauses, whatever its words. */
export function compareProse(language: string, before: string, after: string, speech: Speech): Change[] {
  const { t, verdicts } = speech;
  const promise = material(t.prose.promise);
  const other = immaterial(t.prose.noPromise);
  const group = language === speech.language ? t.groups.notice : t.groups.noticeIn(language);
  // A translation says what the notice says; its sentences are no changes of their own.
  const whole = { group: t.groups.languages, clauses: [] };
  if (before === '')
    return [{ ...whole, says: t.prose.readToo(named(language, speech)), ...verdicts.STRONGER }];
  if (after === '')
    return [{ ...whole, says: t.prose.readNoLonger(named(language, speech)), ...verdicts.WEAKER }];
  const old = sentences(before);
  const now = sentences(after);
  const changes: Change[] = [];
  const oldTexts = new Set(old.map(({ text }) => text));
  const nowTexts = new Set(now.map(({ text }) => text));
  const gone = old.filter(({ text }) => !nowTexts.has(text));
  for (const sentence of now.filter(({ text }) => !oldTexts.has(text))) {
    const { text, clauses } = sentence;
    const match = clauses.length > 0 ? gone.findIndex((one) => one.clauses.join() === clauses.join()) : -1;
    if (match >= 0) {
      const [previous] = gone.splice(match, 1);
      changes.push({ group, says: t.prose.becomes(previous!.text, text), ...promise, clauses });
    } else {
      changes.push({
        group,
        says: t.prose.added(text),
        ...(clauses.length > 0 ? promise : other),
        clauses,
      });
    }
  }
  for (const { text, clauses } of gone) {
    const verdict = clauses.length > 0 ? material(t.prose.promiseGone) : other;
    changes.push({ group, says: t.prose.gone(text), ...verdict, clauses });
  }
  return changes;
}

/** Texts of the data in a further language that came, went or changed. */
export function compareTranslations(
  language: string,
  before: TextsFile['texts'],
  after: TextsFile['texts'],
  { t, verdicts }: Speech,
): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before[key]?.text, after[key]?.text];
    if (old === now) return [];
    const says = t.prose.text(key, words(old, t), words(now, t));
    return [{ group: t.groups.textsIn(language), says, ...verdicts.REWORDED, clauses: [] }];
  });
}

function named(language: string, speech: Speech): string {
  return new Intl.DisplayNames([LOCALES[speech.language]], { type: 'language' }).of(language) ?? language;
}

/** The sentences of a notice in order, with the clauses that each one states. */
export function sentences(prose: string): Sentence[] {
  const found: Sentence[] = [];
  let rest = 0;
  const plain = (from: number, to: number) =>
    found.push(...split(prose.slice(from, to)).map((text) => ({ text, clauses: [] })));
  for (const { text, clauses, offset } of findPromises(prose)) {
    plain(rest, offset);
    found.push(...split(text).map((sentence) => ({ text: sentence, clauses })));
    rest = prose.indexOf('}', offset + text.length + 2) + 1;
  }
  plain(rest, prose.length);
  return found;
}

function split(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=\s*[-*#|])/)
    .flatMap((block) => block.replace(/\s+/g, ' ').split(/(?<=[.!?:])\s+/))
    .map((sentence) => sentence.replace(/^[-*#\s]+/, '').trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}
