import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../paths.ts';
import { CHECKS } from '../policy/checks.ts';
import { formatDuration } from '../policy/duration.ts';
import { readFolder } from '../policy/read-folder.ts';
import { dateWords, instantWords, joinAnd, joinOr, numberWords, plural } from './format.ts';
import { checks } from './fr/checks.ts';
import { knownLanguage } from './languages.ts';
import { textsIn } from './texts.ts';

type Leaf = readonly [path: string, value: unknown];

function leaves(value: unknown, path = ''): Leaf[] {
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

const english = leaves(textsIn('en'));
const french = new Map(leaves(textsIn('fr')));
const functions = english.filter(([, value]) => typeof value === 'function');

/** Calls a text with marks and numbers that can be found again in what it says. */
function said(text: unknown, kind: 'text' | 'mark' | 'number'): string[] | null {
  const call = text as (...args: unknown[]) => unknown;
  const given = Array.from({ length: Math.max(call.length, 1) }, (_, i) =>
    kind === 'number' ? 41 + i : kind === 'text' ? `<${i}>` : (words: string) => `<${i}>${words}`,
  );
  try {
    const result = call(...given);
    const words = Array.isArray(result) ? result.join('') : String(result);
    if (words.includes('=>') || words.includes('[object')) return null;
    return [...words.matchAll(kind === 'number' ? /4[1-4]/g : /<\d>/g)].map(([mark]) => mark).sort();
  } catch {
    return null;
  }
}

describe('the French catalogue', () => {
  it('has every text, and none is empty', () => {
    expect([...french.keys()].sort()).toEqual(english.map(([path]) => path).sort());
    expect([...french].filter(([, value]) => value === '')).toEqual([]);
  });

  it.each(functions)('%s uses each parameter that English uses', (path, text) => {
    for (const kind of ['text', 'mark', 'number'] as const) {
      const used = said(text, kind);
      if (used) expect(said(french.get(path), kind), kind).toEqual(used);
    }
  });

  it('has words for every check that a notice can show', () => {
    expect(Object.keys(checks).sort()).toEqual([...CHECKS.keys()].sort());
  });
});

describe('French typography', () => {
  const sources = [
    ...[...french].flatMap(([path, value]) => (typeof value === 'string' ? [[path, value] as const] : [])),
    ...leaves(checks).map(([path, value]) => [path, String(value)] as const),
    ...['cmp', 'institute'].flatMap((id) => {
      const { notices, translations } = readFolder(join(packageRoot, 'policies', id));
      const texts = Object.entries(translations.fr!.texts).map(
        ([key, { text }]) => [`${id} ${key}`, text] as const,
      );
      return [[`${id} notice`, notices.fr!] as const, ...texts];
    }),
    ...readdirSync(join(packageRoot, 'src/texts/fr')).map(
      (file) => [file, templates(readFileSync(join(packageRoot, 'src/texts/fr', file), 'utf8'))] as const,
    ),
  ];

  /** What stands in the templates of a file, without their parameters. */
  function templates(source: string): string {
    return [...source.matchAll(/`((?:[^`\\]|\\.)*)`/g)]
      .map(([, text]) => text!.replace(/\$\{[^}]*\}/g, '…'))
      .join('\n');
  }

  it.each([
    ['a plain space before a sign that French sets off', / [;:!?»](?!\w)/],
    ['a plain space after an opening guillemet', /« /],
    ['a straight apostrophe', /\p{L}'\p{L}/u],
    ['an English quotation mark', /[“”]/],
  ])('never has %s', (_name, wrong) => {
    expect(sources.filter(([, text]) => wrong.test(text)).map(([path]) => path)).toEqual([]);
  });
});

describe('words by language', () => {
  it.each([
    ['2026-11-01', '1 November 2026', '1er novembre 2026'],
    ['2026-11-11', '11 November 2026', '11 novembre 2026'],
    ['2026-08-21', '21 August 2026', '21 août 2026'],
  ])('says %s', (date, en, fr) => {
    expect([dateWords(date, 'en'), dateWords(date, 'fr')]).toEqual([en, fr]);
  });

  it('says an instant in UK time', () => {
    expect(instantWords('2026-09-01T09:00:00Z', 'fr')).toBe('1er septembre 2026 à 10:00');
    expect(instantWords('not an instant', 'fr')).toBe('not an instant');
  });

  it('counts as each language does', () => {
    const words = (count: number) => plural('fr', count, { one: 'jour', other: 'jours' });
    expect([0, 1, 2, 21].map(words)).toEqual(['jour', 'jour', 'jours', 'jours']);
    expect([0, 1, 2].map((count) => plural('en', count, { one: 'day', other: 'days' }))).toEqual([
      'days',
      'day',
      'days',
    ]);
    expect(textsIn('fr').preferences.showEntries(1)).toContain('unique');
    expect(textsIn('fr').preferences.showEntries(3)).toContain('les 3');
  });

  it.each([
    ['P1Y6M', '1 an et 6 mois'],
    ['PT48H', '48 heures'],
    ['P1D', '1 jour'],
    ['P10D', '10 jours'],
  ])('says the period %s', (iso, words) => {
    expect(formatDuration(iso, { language: 'fr' })).toBe(words.replaceAll(/(\d) /g, '$1\u00a0'));
  });

  it('says working days, lists and numbers', () => {
    expect(formatDuration('P5D', { language: 'fr', working: true })).toBe('5\u00a0jours ouvrés');
    expect(joinAnd(['a', 'b', 'c'], 'en')).toBe('a, b and c');
    expect(joinAnd(['a', 'b', 'c'], 'fr')).toBe('a, b et c');
    expect(joinOr(['a', 'b'], 'fr')).toBe('a ou b');
    expect(numberWords(5000, 'fr')).toMatch(/^5\s000$/);
  });

  it.each([
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['EN_us', 'en'],
    ['de', undefined],
    ['', undefined],
    ['french', undefined],
    ['__proto__', undefined],
  ])('reads the tag %s', (tag, language) => {
    expect(knownLanguage(tag)).toBe(language);
  });
});
