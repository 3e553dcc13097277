import { FIRST_LANGUAGE, type Language } from '../../texts/languages.ts';
import type { LoadedPolicy } from '../policies.ts';
import type { Change } from './change.ts';
import { compareEntries } from './compare-entries.ts';
import { compareProse, compareTranslations } from './compare-prose.ts';
import { asked } from './comparisons/asked.ts';
import { collected } from './comparisons/collected.ts';
import { organised } from './comparisons/organised.ts';
import { shared } from './comparisons/shared.ts';
import { shownData } from './shown-data.ts';
import { type Speech, speechIn } from './speech.ts';

export interface PolicyDiff {
  readonly before: string;
  readonly after: string;
  /** Whether one of the changes is material, so that a plan to tell people is needed. */
  readonly material: boolean;
  /** In order of group, as a reader goes through them. */
  readonly changes: readonly Change[];
}

/** In the order in which a reader goes through them. */
const comparisons = (speech: Speech) => [
  ...collected(speech),
  ...asked(speech),
  ...shared(speech),
  ...organised(speech),
];

type Version = Pick<LoadedPolicy, 'version' | 'data' | 'notices' | 'translations'>;

/**
 * What changed in meaning between two versions of a policy: data by entry and field, prose by sentence.
 *
 * @param language of the sentences; the changes and whether they are material are the same in each
 */
export function diffPolicy(before: Version, after: Version, language: Language = FIRST_LANGUAGE): PolicyDiff {
  const old = { data: before.data, shown: shownData(before, language, after) };
  const now = { data: after.data, shown: shownData(after, language, before) };
  const speech = speechIn(language, [now.shown, old.shown]);
  const changes = comparisons(speech).flatMap((comparison) => compareEntries(old, now, comparison, speech));
  const languages = [...new Set([...Object.keys(before.notices), ...Object.keys(after.notices)])].sort();
  for (const tag of languages) {
    changes.push(...compareProse(tag, before.notices[tag] ?? '', after.notices[tag] ?? '', speech));
    const [texts, newTexts] = [before.translations[tag]?.texts, after.translations[tag]?.texts];
    if (texts && newTexts) changes.push(...compareTranslations(tag, texts, newTexts, speech));
  }
  return {
    before: before.version,
    after: after.version,
    material: changes.some((change) => change.material),
    changes,
  };
}
