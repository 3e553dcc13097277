import type { Ground } from '../packs/pack.ts';
import { type Case, MARKETING, NO_FACTS } from './case.ts';
import { isDirect } from './consent.ts';
import type { ContactPolicy, ContactRule, RuleScope } from './policy.ts';
import type { Fact } from './types.ts';

/** The overlay: a controller's own promises, which can only take away what law allows. */

type DataFrom = 'list' | 'direct' | 'unknown';

/**
 * Where the contact's data came from, as recorded when it was obtained. Details the person gave count as given, even
 * when a list holds them too. Consents and dealings are not read: losing a permission must never open a contact.
 */
export function dataFrom(c: Case): DataFrom {
  if (c.supplies.some(({ from }) => from === 'subject')) return 'direct';
  return c.supplies.some(({ from }) => from === 'third_party') ? 'list' : 'unknown';
}

export function scopeIncludesPurpose(purposes: readonly string[] | undefined, purpose: string): boolean {
  if (!purposes) return true;
  return purposes.includes(purpose) || (purposes.includes('marketing') && MARKETING.has(purpose));
}

function applies(scope: RuleScope, c: Case): boolean {
  if (scope.countries && !scope.countries.includes(c.subject.country ?? '')) return false;
  if (scope.channels && !scope.channels.includes(c.channel)) return false;
  if (!scopeIncludesPurpose(scope.purposes, c.purpose)) return false;
  return !scope.data_from || scope.data_from.includes(dataFrom(c));
}

/** Boxes against marketing that no later consent of the person takes back. */
function tickedBoxes(c: Case): readonly Fact[] {
  if (c.refusals.length === 0) return NO_FACTS;
  return c.refusals.filter(
    ({ used, at }) => used === true && !c.valid.some((consent) => isDirect(consent) && consent.at > at),
  );
}

/** The facts on file for which a rule refuses; for most rules it is what is missing. */
export function refusedFor({ require }: ContactRule, c: Case): readonly Fact[] {
  if (require.no_opt_out_box) return tickedBoxes(c);
  if (!require.source_not_in) return NO_FACTS;
  return c.supplies.filter(({ from }) => require.source_not_in!.includes(from ?? ''));
}

/** Whether a ground keeps what one rule asks for. */
function satisfies(rule: ContactRule, ground: Ground, c: Case): boolean {
  const { require } = rule;
  if (rule.unless_basis?.includes(ground.rule.reason)) return true;
  if (require.never) return false;
  if (require.bases)
    return require.bases.some(
      (basis) =>
        basis.reason === ground.rule.reason &&
        (!basis.product_prefix || (ground.fact?.product ?? '').startsWith(basis.product_prefix)),
    );
  if (require.direct_consent) return c.valid.some(isDirect);
  if (require.no_opt_out_box) return tickedBoxes(c).length === 0;
  if (require.source_not_in) {
    const sources = c.supplies.map(({ from }) => from ?? '');
    return sources.includes('subject') || !sources.some((source) => require.source_not_in!.includes(source));
  }
  if (require.min_age) return c.subject.age === undefined || c.subject.age >= require.min_age;
  return true;
}

export interface OverlayResult {
  /** The first ground that every applicable rule accepts. */
  readonly ground: Ground | undefined;
  /** The rules that applied; their clauses stand behind the answer. */
  readonly applied: readonly ContactRule[];
  /** With no ground left: the first rule that refused the first ground. */
  readonly refusedBy: ContactRule | undefined;
}

/** Takes the grounds that law gives, in order, and keeps the first one that the policy accepts. */
export function applyOverlay(grounds: readonly Ground[], c: Case, policy: ContactPolicy): OverlayResult {
  const applied =
    policy.rules.length === 0 ? policy.rules : policy.rules.filter((rule) => applies(rule.when, c));
  if (applied.length === 0) return { ground: grounds[0], applied, refusedBy: undefined };
  let refusedBy: ContactRule | undefined;
  for (const ground of grounds) {
    const refusing = applied.find((rule) => !satisfies(rule, ground, c));
    if (!refusing) return { ground, applied, refusedBy: undefined };
    refusedBy ??= refusing;
  }
  return { ground: undefined, applied, refusedBy };
}
