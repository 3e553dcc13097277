import type { LoadedPolicy } from '../policies.ts';
import type { Change } from './change.ts';
import { compareEntries } from './compare-entries.ts';
import { compareProse, compareTranslations } from './compare-prose.ts';
import { ASKED } from './comparisons/asked.ts';
import { COLLECTED } from './comparisons/collected.ts';
import { ORGANISED } from './comparisons/organised.ts';
import { SHARED } from './comparisons/shared.ts';

export interface PolicyDiff {
  readonly before: string;
  readonly after: string;
  /** Whether one of the changes is material, so that a plan to tell people is needed. */
  readonly material: boolean;
  /** In order of group, as a reader goes through them. */
  readonly changes: readonly Change[];
}

/** In the order in which a reader goes through them. */
const COMPARISONS = [...COLLECTED, ...ASKED, ...SHARED, ...ORGANISED];

type Version = Pick<LoadedPolicy, 'version' | 'data' | 'notices' | 'translations'>;

/** What changed in meaning between two versions of a policy: data by entry and field, prose by sentence. */
export function diffPolicy(before: Version, after: Version): PolicyDiff {
  const changes = COMPARISONS.flatMap((comparison) => compareEntries(before.data, after.data, comparison));
  const languages = [...new Set([...Object.keys(before.notices), ...Object.keys(after.notices)])].sort();
  for (const language of languages) {
    changes.push(...compareProse(language, before.notices[language] ?? '', after.notices[language] ?? ''));
    const [old, now] = [before.translations[language]?.texts, after.translations[language]?.texts];
    if (old && now) changes.push(...compareTranslations(language, old, now));
  }
  return {
    before: before.version,
    after: after.version,
    material: changes.some((change) => change.material),
    changes,
  };
}
