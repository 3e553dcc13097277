import { dayOf, LONDON } from './calendar.ts';
import { compareText, latestFirst } from './case.ts';
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

/** The instant or, for register facts, the day; larger is later. A listing of unknown date binds like the oldest. */
function when(fact: Fact): number {
  return isRegisterFact(fact) ? (fact.listed_on ?? fact.file_date ?? -Infinity) : fact.at;
}

function isRegisterFact(fact: Fact): boolean {
  return fact.type === 'register_listing' || fact.type === 'screening';
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

/** Whether a fact may begin or cease to count after `now` by itself: such facts are kept as they are. */
function isAhead(fact: Fact, now: number): boolean {
  if (fact.at > now || fact.lifted_at !== undefined) return true;
  return isRegisterFact(fact) && when(fact) > dayOf(now, LONDON);
}

/** @param now epoch ms; facts dated after it are kept as they are */
export function compactFacts(facts: readonly Fact[], now: number): Fact[] {
  const past = facts.filter((fact) => fact.type === 'erasure' && fact.at <= now).sort(latestFirst);
  const erasure = past.find((fact) => fact.controller === undefined);
  // An erasure by one controller voids for that one alone: facts on either side of its latest are not alike.
  const partial = past.filter(
    (fact, i) =>
      fact.controller !== undefined &&
      !(erasure && fact.at <= erasure.at) &&
      past.findIndex(({ controller }) => controller === fact.controller) === i,
  );
  const isVoid = (fact: Fact) =>
    erasure !== undefined &&
    fact !== erasure &&
    (fact.type === 'erasure' ? fact.at <= erasure.at : voidedBy(fact, erasure));

  const kept: Fact[] = [];
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (isVoid(fact)) continue;
    if (isAhead(fact, now)) {
      kept.push(fact);
      continue;
    }
    const key = `${partial.filter(({ at }) => at >= fact.at).length} ${likeness(fact)}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  for (const group of groups.values()) kept.push(...select(group, KEEP[group[0]!.type] ?? 'latest'));
  return kept.sort(
    (a, b) =>
      a.at - b.at ||
      compareText(a.type, b.type) ||
      compareText(a.id, b.id) ||
      compareText(likeness(a), likeness(b)),
  );
}
