import type { Case } from '../decision/case.ts';
import type { ConsideredRule, Fact } from '../decision/types.ts';

/**
 * A pack is the law of one regime: rules as data, each with its reason code and citation, and one small predicate
 * per channel that says which rules give permission and, if none does, which rule denies.
 */

/** One rule of law: what it answers and where it stands. */
export interface Rule {
  readonly id: string;
  readonly reason: string;
  readonly law: readonly string[];
  /** Whether it refuses, as the reason's first letter says. */
  readonly denies: boolean;
  /** How it stands among the rules that were considered. */
  readonly said: ConsideredRule;
}

/** A rule that fits the case, with the facts it stands on. */
export interface Ground {
  readonly rule: Rule;
  /** The fact that gives the permission. */
  readonly fact?: Fact;
  /** The facts that take it away. */
  readonly blockers?: readonly Fact[];
}

/** What a channel predicate finds: every permission there is, in the order of naming, or else the one denial. */
export interface Finding {
  readonly grounds: readonly Ground[];
  readonly denial: Ground;
}

export interface Pack {
  readonly id: string;
  /** `id@year-month` of the state of law it describes. */
  readonly version: string;
  readonly title: string;
  readonly countries: ReadonlySet<string>;
  readonly channels: Readonly<Partial<Record<string, (c: Case) => Finding>>>;
  /** What a message on this channel must carry; the citation of the first thing missing, or null. */
  readonly content: (c: Case, ground: Ground) => Rule | null;
  /** Every rule of the pack, for review and for coverage. */
  readonly rules: Readonly<Record<string, Rule>>;
}

/** Writes a pack's rules as `name: [reason, ...law]` and gives each its id. */
export function rules<const T extends Record<string, readonly [string, ...string[]]>>(
  pack: string,
  table: T,
): { readonly [K in keyof T]: Rule } {
  return Object.fromEntries(
    Object.entries(table).map(([name, [reason, ...law]]): [string, Rule] => {
      const id = `${pack}.${name}`;
      return [name, { id, reason, law, denies: reason.startsWith('D_'), said: { rule: id, result: reason } }];
    }),
  ) as unknown as { readonly [K in keyof T]: Rule };
}

/** A ground for each consent that covers the contact. */
export function consented({ valid }: Case, rule: Rule): Ground[] {
  const grounds: Ground[] = [];
  for (const fact of valid) grounds.push({ rule, fact });
  return grounds;
}
