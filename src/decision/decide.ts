import { EU } from '../packs/eu.ts';
import { GENERAL } from '../packs/general.ts';
import { lawFor } from '../packs/general-law.ts';
import { packFor } from '../packs/index.ts';
import type { Ground } from '../packs/pack.ts';
import { SHARING } from '../packs/sharing.ts';
import { UK } from '../packs/uk.ts';
import { buildCase, type Case, effectivePurpose } from './case.ts';
import { nextChange } from './changes.ts';
import { obligationsFor } from './obligations.ts';
import type { ContactPolicy } from './policy.ts';
import { type Answer, answer } from './steps.ts';
import type { Basis, ConsideredRule, Decision, DecisionRequest, Effect, Fact } from './types.ts';

/**
 * May this controller contact this person, on this channel, for this, now, and why?
 *
 * Everything here is pure: no clock, no I/O, no randomness; equal input gives equal bytes.
 */

function prepare(request: DecisionRequest, policy: ContactPolicy): Case {
  return buildCase(request, effectivePurpose(request.purpose, request.message), policy.options);
}

function effectOf({ rule }: Ground): Effect {
  return rule.denies ? 'deny' : 'allow';
}

/** Effect and reason alone, for bulk work. The same rules as `decide`. */
export function decideFast(
  request: DecisionRequest,
  policy: ContactPolicy,
): { decision: Effect; reason: string } {
  const { ground } = answer(prepare(request, policy), policy, null);
  return { decision: effectOf(ground), reason: ground.rule.reason };
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
  const found = answer(c, policy, considered);
  const { ground } = found;
  const { reason } = ground.rule;
  const decision = effectOf(ground);
  const changes = nextChange(c, ground.rule, (later) => decideFast(later, policy).reason);
  return {
    decision,
    reason,
    rule_ids: ruleIds(found, policy),
    law: lawOf(found, c),
    clause_ids: clausesOf(found, policy),
    basis: decision === 'allow' ? basisOf(ground) : null,
    blocked_by: ground.blockers ? refsOf(ground.blockers) : [],
    obligations: decision === 'allow' ? obligationsFor(c, ground) : [],
    considered,
    changes_at: changes === null ? null : isoInstant(changes),
    rulepack_versions: versions(request, policy),
    at: isoInstant(request.at),
    as_known_at: asKnownAt,
  };
}

/** Where the policy is stricter, its own rule answers in place of the general one. */
function isStricter({ ground }: Answer): boolean {
  return ground.rule.reason === GENERAL.rules.policy.reason;
}

function ruleIds(found: Answer, policy: ContactPolicy): string[] {
  if (found.contactRules.length === 0) return [found.ground.rule.id];
  const own = found.contactRules.map((rule) => `${policy.id}.${rule.id}`);
  return isStricter(found) ? own : [found.ground.rule.id, ...own];
}

function lawOf(found: Answer, { subject, controller, channel }: Case): readonly string[] {
  const law = lawFor(found.ground.rule, subject.country, controller.country, channel);
  return isStricter(found) ? [...found.contactRules.flatMap((rule) => rule.clauses), ...law] : law;
}

/** The clauses that stand behind the answer: those of the rules that applied, and those named for the reason. */
function clausesOf({ ground, contactRules }: Answer, policy: ContactPolicy): readonly string[] {
  const named = policy.reason_clauses?.[ground.rule.reason] ?? [];
  return contactRules.length === 0
    ? named
    : unique([...contactRules.flatMap((rule) => rule.clauses), ...named]);
}

function basisOf({ rule, fact }: Ground): Basis {
  return { type: rule.reason, fact_id: fact ? factRef(fact) : null, evidence_id: fact?.id ?? null };
}

function unique(texts: string[]): string[] {
  return texts.length > 1 ? [...new Set(texts)] : texts;
}

function refsOf(facts: readonly Fact[]): string[] {
  return facts.length === 1 ? [factRef(facts[0]!)] : unique(facts.map(factRef)).sort();
}

/** A stored fact by its id; one given inline by what identifies it. */
export function factRef(fact: Fact): string {
  if (fact.id) return fact.id;
  if (fact.type === 'register_listing') return `${fact.type}:${fact.register ?? fact.registers?.join('+')}`;
  return Number.isFinite(fact.at) ? `${fact.type}@${new Date(fact.at).toISOString()}` : fact.type;
}

const instantTexts = new Map<number, string>();
const TEXTS_KEPT = 1000;

/** RFC 3339 in UTC. A list is decided at one instant and its answers change on the same few days, so texts are kept. */
function isoInstant(ms: number): string {
  let text = instantTexts.get(ms);
  if (text === undefined) {
    text = new Date(ms).toISOString();
    if (instantTexts.size >= TEXTS_KEPT) instantTexts.clear();
    instantTexts.set(ms, text);
  }
  return text;
}

/** The general rules, the law of the person's country, the data protection law of the controller, and the policy. */
function versions({ subject, controller, purpose }: DecisionRequest, policy: ContactPolicy): string[] {
  const pack = packFor(subject.country);
  const home = packFor(controller.country);
  const away = home !== pack && (home === UK || home === EU);
  const sharing = purpose === 'share_third_party' || purpose === 'sale_optin_request';
  if (pack && !away && !sharing) return [GENERAL.version, pack.version, policy.version];
  const list = [GENERAL.version];
  if (pack) list.push(pack.version);
  if (away) list.push(home.version);
  if (sharing) list.push(SHARING.version);
  list.push(policy.version);
  return list;
}
