import { EU } from '../packs/eu.ts';
import { GENERAL } from '../packs/general.ts';
import { packFor, underGdpr } from '../packs/index.ts';
import type { Finding, Ground, Pack, Rule } from '../packs/pack.ts';
import { SHARING, saleOptInRequest, shareThirdParty } from '../packs/sharing.ts';
import { UK } from '../packs/uk.ts';
import { art14Deadline, unannouncedSupplies } from './art14.ts';
import { buildCase, type Case, effectivePurpose, MARKETING } from './case.ts';
import { nextChange } from './changes.ts';
import { obligationsFor } from './obligations.ts';
import { applyOverlay } from './overlay.ts';
import type { ContactPolicy, ContactRule } from './policy.ts';
import { activeRestrictions, activeStops, staysErased, usedRefusals } from './stops.ts';
import type { ConsideredRule, Decision, DecisionRequest, Effect, Fact } from './types.ts';

/**
 * May this controller contact this person, on this channel, for this, now, and why?
 *
 * The steps are those of the precedence table (`contact-rules` 5.3): the first one that answers decides. Everything
 * here is pure: no clock, no I/O, no randomness; equal input gives equal bytes.
 */

const G = GENERAL.rules;

/** Channels that are electronic mail, where an opt-out box at collection binds by itself. */
const ELECTRONIC_MAIL: ReadonlySet<string> = new Set(['email', 'sms', 'social_dm']);

/** The answer before it is written out. */
interface Answer {
  readonly ground: Ground;
  /** Contact rules of the policy that applied, or the one that refused. */
  readonly contactRules: readonly ContactRule[];
}

type Trace = ConsideredRule[] | null;

/** Runs the steps in order and notes each one that was looked at. */
function answer(c: Case, policy: ContactPolicy, trace: Trace): Answer {
  const says = (rule: Rule, blockers?: readonly Fact[]): Answer => {
    trace?.push({ rule: rule.id, result: rule.reason });
    return { ground: { rule, blockers }, contactRules: [] };
  };
  const passes = (step: string, result = 'passed') => {
    trace?.push({ rule: step, result });
    return undefined;
  };

  if (c.purpose !== c.request.purpose) passes('general.relabel', c.purpose);
  if (c.purpose === 'legal_disclosure') return says(G.legal);
  if (c.purpose === 'service') return says(G.service);
  const pack = packFor(c.subject.country);
  const stopped = () =>
    stopStep(c, says) ??
    passes('general.stops') ??
    erasureSteps(c, says) ??
    passes('general.restriction-erasure');

  if (c.purpose === 'share_third_party' || c.purpose === 'sale_optin_request') {
    const finding =
      c.purpose === 'share_third_party' ? shareThirdParty(c, pack !== undefined) : saleOptInRequest(c);
    const found = settle(finding, c, policy, trace);
    return found.ground.rule.reason.startsWith('D_') ? found : (stopped() ?? found);
  }

  const stop = stopped();
  if (stop) return stop;
  if (c.purpose === 'market_research')
    return settle({ grounds: [{ rule: G.research }], denial: { rule: G.research } }, c, policy, trace);
  if (!MARKETING.has(c.purpose)) return says(G.unsupported);

  const late = art14Step(c, says) ?? passes('general.art14');
  if (late) return late;
  const boxes = ELECTRONIC_MAIL.has(c.channel) ? usedRefusals(c) : [];
  if (boxes.length > 0) return says(G.optOutBox, boxes);
  passes('general.opt-out-box');

  const predicate = pack && Object.hasOwn(pack.channels, c.channel) ? pack.channels[c.channel] : undefined;
  if (!pack || !predicate) return says(G.unsupported);
  const found = settle(predicate(c), c, policy, trace);
  if (found.ground.rule.reason.startsWith('D_')) return found;
  const missing = pack.content(c, found.ground);
  return missing ? says(missing) : (passes(`${pack.id}.content`) ?? found);
}

/** Step 5: any stop that covers the contact and that no later consent lifted, in the order of naming. */
function stopStep(c: Case, says: (rule: Rule, blockers: readonly Fact[]) => Answer): Answer | undefined {
  const stops = activeStops(c);
  if (stops.length === 0) return undefined;
  const of = (type: Fact['type']) => stops.some((stop) => stop.type === type);
  return says(of('objection') ? G.objection : of('unsubscribe') ? G.unsubscribed : G.withdrawn, stops);
}

/** Steps 6 and 7. */
function erasureSteps(c: Case, says: (rule: Rule, blockers: readonly Fact[]) => Answer): Answer | undefined {
  const restrictions = activeRestrictions(c);
  if (restrictions.length > 0) return says(G.restricted, restrictions);
  return staysErased(c) ? says(G.erased, [c.erasure!]) : undefined;
}

/** Step 9: details from a third party whose owner was not told, where the GDPR binds person or controller. */
function art14Step(c: Case, says: (rule: Rule, blockers: readonly Fact[]) => Answer): Answer | undefined {
  if (!underGdpr(c.subject.country) && !underGdpr(c.controller.country)) return undefined;
  const supplies = unannouncedSupplies(c);
  if (supplies.length === 0) return undefined;
  if (c.now >= art14Deadline(supplies[0]!, c.zone)) return says(G.art14Late, supplies);
  return c.message.art14_notice ? undefined : says(G.art14Missing, supplies);
}

/** Steps 11 and 12: what law finds, and what the policy leaves of it. */
function settle(finding: Finding, c: Case, policy: ContactPolicy, trace: Trace): Answer {
  if (finding.grounds.length === 0) {
    trace?.push({ rule: finding.denial.rule.id, result: finding.denial.rule.reason });
    return { ground: finding.denial, contactRules: [] };
  }
  for (const ground of finding.grounds) trace?.push({ rule: ground.rule.id, result: ground.rule.reason });
  const { ground, applied, refusedBy } = applyOverlay(finding.grounds, c, policy);
  if (ground) {
    for (const rule of applied) trace?.push({ rule: `${policy.id}.${rule.id}`, result: 'kept' });
    return { ground, contactRules: applied };
  }
  trace?.push({ rule: `${policy.id}.${refusedBy!.id}`, result: 'D_POLICY_STRICTER' });
  return { ground: { rule: { ...G.policy, law: finding.grounds[0]!.rule.law } }, contactRules: [refusedBy!] };
}

function prepare(request: DecisionRequest, policy: ContactPolicy): Case {
  return buildCase(request, effectivePurpose(request.purpose, request.message), policy.options);
}

function effectOf(reason: string): Effect {
  return reason.startsWith('A_') ? 'allow' : 'deny';
}

/** Effect and reason alone, for bulk work. The same rules as `decide`. */
export function decideFast(
  request: DecisionRequest,
  policy: ContactPolicy,
): { decision: Effect; reason: string } {
  const { reason } = answer(prepare(request, policy), policy, null).ground.rule;
  return { decision: effectOf(reason), reason };
}

/**
 * The full answer.
 *
 * @param request the question with every fact that may matter; facts dated after `at` are ignored
 * @param policy the controller's contact rules, or `LAW_ONLY`
 * @param asKnownAt the instant of knowledge the facts were read as of (RFC 3339), or null for inline facts
 */
export function decide(
  request: DecisionRequest,
  policy: ContactPolicy,
  asKnownAt: string | null = null,
): Decision {
  const c = prepare(request, policy);
  const considered: ConsideredRule[] = [];
  const { ground, contactRules } = answer(c, policy, considered);
  const { reason } = ground.rule;
  const allowed = effectOf(reason) === 'allow';
  const clauses = [
    ...contactRules.flatMap((rule) => rule.clauses),
    ...(policy.reason_clauses?.[reason] ?? []),
  ];
  const stricter = reason === G.policy.reason;
  return {
    decision: effectOf(reason),
    reason,
    rule_ids: [
      ...(stricter ? [] : [ground.rule.id]),
      ...contactRules.map((rule) => `${policy.id}.${rule.id}`),
    ],
    law: stricter ? [...contactRules.flatMap((rule) => rule.clauses), ...ground.rule.law] : ground.rule.law,
    clause_ids: [...new Set(clauses)],
    basis: allowed
      ? {
          type: reason,
          fact_id: ground.fact ? factRef(ground.fact) : null,
          evidence_id: ground.fact?.id ?? null,
        }
      : null,
    blocked_by: [...new Set((ground.blockers ?? []).map(factRef))].sort(),
    obligations: allowed ? obligationsFor(c, ground) : [],
    considered,
    changes_at: isoOrNull(nextChange(request, c.zone, reason, (later) => decideFast(later, policy).reason)),
    rulepack_versions: versions(request, policy),
    at: new Date(request.at).toISOString(),
    as_known_at: asKnownAt,
  };
}

/** A stored fact by its id; one given inline by what identifies it. */
export function factRef(fact: Fact): string {
  if (fact.id) return fact.id;
  if (fact.type === 'register_listing') return `${fact.type}:${fact.register ?? fact.registers?.join('+')}`;
  return Number.isFinite(fact.at) ? `${fact.type}@${new Date(fact.at).toISOString()}` : fact.type;
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** The law of the person's country, the data protection law of the controller, the general rules, and the policy. */
function versions(request: DecisionRequest, policy: ContactPolicy): string[] {
  const packs = new Set<Pick<Pack, 'version'>>([GENERAL]);
  const pack = packFor(request.subject.country);
  if (pack) packs.add(pack);
  if (request.controller.country === 'GB') packs.add(UK);
  else if (EU.countries.has(request.controller.country ?? '')) packs.add(EU);
  if (request.purpose === 'share_third_party' || request.purpose === 'sale_optin_request') packs.add(SHARING);
  return [...packs].map(({ version }) => version).concat(policy.version);
}
