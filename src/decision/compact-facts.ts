import { latestFirst } from './case.ts';
import { voidedBy } from './erasure.ts';
import type { Fact } from './types.ts';

/**
 * The compact projection of a history: the facts that can still decide anything. Every decision at or after `now`
 * comes out the same from it as from the whole history.
 *
 * Facts that differ only in when they happened are alike; of those some suffice. Which ones depends on what the
 * rules read of a kind: the latest, the earliest, both, or the recent ones.
 */

type Keep = 'latest' | 'earliest' | 'both' | 'recent';

const KEEP: Readonly<Partial<Record<Fact['type'], Keep>>> = {
  register_listing: 'earliest',
  obtained: 'both',
  refusal_offered: 'both',
  // A dealing on the very day of sending is outside the Canadian look-back, so the one before it is needed as well.
  sale: 'recent',
  contract: 'recent',
  enquiry: 'recent',
  membership: 'recent',
  donation: 'recent',
  volunteering: 'recent',
};

const TWO_DAYS = 2 * 86_400_000;

/** What makes two facts alike: everything but their id and when they happened. */
function likeness(fact: Fact): string {
  const { id: _id, at: _at, listed_on: _listed, file_date: _file, ...rest } = fact;
  return JSON.stringify(rest, Object.keys(rest).sort());
}

/** Instant or, for register facts, the day; larger is later. */
function when(fact: Fact): number {
  return fact.listed_on ?? fact.file_date ?? fact.at;
}

function select(alike: readonly Fact[], keep: Keep): readonly Fact[] {
  const sorted = [...alike].sort((a, b) => when(b) - when(a) || latestFirst(a, b));
  const latest = sorted[0]!;
  const earliest = sorted[sorted.length - 1]!;
  switch (keep) {
    case 'latest':
      return [latest];
    case 'earliest':
      return [earliest];
    case 'both':
      return latest === earliest ? [latest] : [earliest, latest];
    case 'recent': {
      const recent = sorted.filter((fact) => latest.at - fact.at <= TWO_DAYS);
      const before = sorted[recent.length];
      return before ? [...recent, before] : recent;
    }
  }
}

/** @param now epoch ms; facts dated after it are kept as they are */
export function compactFacts(facts: readonly Fact[], now: number): Fact[] {
  const kept: Fact[] = [];
  const groups = new Map<string, Fact[]>();
  const erasures = facts.filter(
    (fact) => fact.type === 'erasure' && fact.at <= now && fact.controller === undefined,
  );
  const erasure = erasures.sort(latestFirst)[0];
  for (const fact of facts) {
    if (
      erasure &&
      fact !== erasure &&
      (fact.type === 'erasure'
        ? fact.at <= erasure.at && fact.controller === undefined
        : voidedBy(fact, erasure))
    )
      continue;
    if (fact.at > now || fact.lifted_at !== undefined) {
      kept.push(fact);
      continue;
    }
    const key = likeness(fact);
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  for (const group of groups.values()) kept.push(...select(group, KEEP[group[0]!.type] ?? 'latest'));
  return kept.sort(
    (a, b) => a.at - b.at || a.type.localeCompare(b.type) || (a.id ?? '').localeCompare(b.id ?? ''),
  );
}
