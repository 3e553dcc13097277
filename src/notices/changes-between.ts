import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { Change } from '../policy/diff/change.ts';
import { diffPolicy } from '../policy/diff/diff-policy.ts';
import { type ContactEffect, contactEffect } from '../policy/diff/effect.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { compareTexts, type SectionChange } from '../policy/versions/compare-texts.ts';
import { noticeLanguages, noticeName, titleOf } from '../policy/versions/published-texts.ts';
import { dataOf, type PublishedVersion } from '../policy/versions/published-version.ts';
import { FIRST_LANGUAGE, knownLanguage } from '../texts/languages.ts';
import { remember } from './remember.ts';

/** What changed between two versions of a policy, for the people it is about. */
export interface VersionChanges {
  readonly from: string;
  readonly to: string;
  readonly material: boolean;
  /** What is promised and done differently; null where this Heed no longer reads the data of one of them. */
  readonly changes: readonly Change[] | null;
  readonly effect: ContactEffect;
  /** Notice and documents that read differently. */
  readonly texts: readonly TextChange[];
}

export interface TextChange {
  /** `notice.en.md`, `documents/california-notice.en.md`. */
  readonly name: string;
  readonly title: string;
  readonly change: 'changed' | 'new' | 'gone';
  readonly sections: readonly SectionChange[];
}

/**
 * Compares two versions of a policy: the text word by word, and what it means.
 *
 * @param language of the sentences, where Heed has words in it, and of the texts; the notice is compared in it where
 *   both versions have it
 * @throws HeedError UNKNOWN_VERSION
 */
export async function changesBetween(
  { versions }: Pick<Heed, 'versions'>,
  policy: LoadedPolicy,
  { from, to, language }: { readonly from: string; readonly to: string; readonly language: string },
): Promise<VersionChanges> {
  const [before, after] = await Promise.all([versions.read(policy, from), versions.read(policy, to)]);
  return compared(`${before.digest} ${after.digest} ${language}`, () => compare(before, after, language));
}

const compared = remember<VersionChanges>(100);

function compare(before: PublishedVersion, after: PublishedVersion, language: string): VersionChanges {
  const [old, now] = [dataOf(before), dataOf(after)];
  const diff = old && now ? diffPolicy(old, now, knownLanguage(language) ?? FIRST_LANGUAGE) : null;
  return {
    from: before.version,
    to: after.version,
    material: diff?.material ?? false,
    changes: diff?.changes ?? null,
    effect: contactEffect(diff?.changes ?? []),
    texts: compareAll(before, after, language),
  };
}

/**
 * The version before another one, or null for the first.
 *
 * @throws HeedError UNKNOWN_VERSION
 */
export function versionBefore({ versions }: Pick<Heed, 'versions'>, policy: LoadedPolicy, version: string) {
  const list = versions.list(policy);
  const at = list.findIndex((one) => one.version === version);
  if (at < 0) throw new HeedError('UNKNOWN_VERSION', `There is no version ${version} of ${policy.id}.`);
  return list[at - 1] ?? null;
}

function compareAll(before: PublishedVersion, after: PublishedVersion, language: string): TextChange[] {
  const inLanguage = before.texts.has(noticeName(language)) && after.texts.has(noticeName(language));
  const ending = `.${inLanguage ? language : noticeLanguages(after.texts)[0]}.md`;
  const names = [...new Set([...after.texts.keys(), ...before.texts.keys()])].filter((name) =>
    name.endsWith(ending),
  );
  return names.flatMap((name): TextChange[] => {
    const [old, now] = [before.texts.get(name), after.texts.get(name)];
    const sections = compareTexts(old ?? '', now ?? '');
    if (sections.length === 0) return [];
    const change = old === undefined ? 'new' : now === undefined ? 'gone' : 'changed';
    return [{ name, title: titleOf(now ?? old ?? ''), change, sections }];
  });
}
