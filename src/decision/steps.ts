import { GENERAL } from '../packs/general.ts';
import { packFor, underGdpr } from '../packs/index.ts';
import type { Finding, Ground, Pack, Rule } from '../packs/pack.ts';
import { saleOptInRequest, shareThirdParty } from '../packs/sharing.ts';
import { art14Deadline, unannouncedSupplies } from './art14.ts';
import { type Case, MARKETING } from './case.ts';
import { applyOverlay, refusedFor } from './overlay.ts';
import type { ContactPolicy, ContactRule } from './policy.ts';
import { activeRestrictions, activeStops, staysErased, usedRefusals } from './stops.ts';
import type { ConsideredRule, Fact } from './types.ts';

/**
 * The steps of the precedence table (`contact-rules` 5.3), in order: the first one that answers decides.
 */

const G = GENERAL.rules;

/** Channels that are electronic mail, where an opt-out box at collection binds by itself. */
const ELECTRONIC_MAIL: ReadonlySet<string> = new Set(['email', 'sms', 'social_dm']);

const NONE: readonly ContactRule[] = [];

/** The steps that most questions pass, as they stand among the rules that were considered. */
const PASSED = {
  stops: { rule: 'general.stops', result: 'passed' },
  restrictionErasure: { rule: 'general.restriction-erasure', result: 'passed' },
  art14: { rule: 'general.art14', result: 'passed' },
  optOutBox: { rule: 'general.opt-out-box', result: 'passed' },
} as const satisfies Record<string, ConsideredRule>;

/** The answer before it is written out. */
export interface Answer {
  readonly ground: Ground;
  /** Contact rules of the policy that applied, or the one that refused. */
  readonly contactRules: readonly ContactRule[];
}

/** Where each step that was looked at is noted; null when nobody asks. */
export type Trace = ConsideredRule[] | null;

/** Runs the steps in order. */
export function answer(c: Case, policy: ContactPolicy, trace: Trace): Answer {
  if (c.purpose !== c.request.purpose) passed(trace, 'general.relabel', c.purpose);
  if (c.purpose === 'legal_disclosure') return says(trace, { rule: G.legal });
  if (c.purpose === 'service') return says(trace, { rule: G.service });

  const pack = packFor(c.subject.country);
  if (c.purpose === 'share_third_party' || c.purpose === 'sale_optin_request') {
    const finding =
      c.purpose === 'share_third_party' ? shareThirdParty(c, pack !== undefined) : saleOptInRequest(c);
    const found = settle(finding, c, policy, trace);
    if (found.ground.rule.denies) return found;
    const stopped = stoppedBy(c, trace);
    return stopped ? says(trace, stopped) : found;
  }

  const stopped = stoppedBy(c, trace);
  if (stopped) return says(trace, stopped);
  if (c.purpose === 'market_research') return settle(RESEARCH, c, policy, trace);
  if (!MARKETING.has(c.purpose)) return says(trace, { rule: G.unsupported });

  const untold = untoldBy(c);
  if (untold) return says(trace, untold);
  trace?.push(PASSED.art14);
  const boxes = ELECTRONIC_MAIL.has(c.channel) ? usedRefusals(c) : [];
  if (boxes.length > 0) return says(trace, { rule: G.optOutBox, blockers: boxes });
  trace?.push(PASSED.optOutBox);

  const finding = pack && findIn(pack, c);
  if (!finding) return says(trace, { rule: G.unsupported });
  const found = settle(finding, c, policy, trace);
  if (found.ground.rule.denies) return found;
  const missing = pack.content(c, found.ground);
  if (missing) return says(trace, { rule: missing });
  passed(trace, `${pack.id}.content`, 'passed');
  return found;
}

const RESEARCH: Finding = { grounds: [{ rule: G.research }], denial: { rule: G.research } };

/** Steps 5 to 7: what keeps the person from being contacted, whatever permits it. */
function stoppedBy(c: Case, trace: Trace): Ground | undefined {
  const stops = activeStops(c);
  if (stops.length > 0) return { rule: nameOfStop(stops), blockers: stops };
  trace?.push(PASSED.stops);
  const restrictions = activeRestrictions(c);
  if (restrictions.length > 0) return { rule: G.restricted, blockers: restrictions };
  if (staysErased(c)) return { rule: G.erased, blockers: [c.erasure!] };
  trace?.push(PASSED.restrictionErasure);
  return undefined;
}

/** Several stops can meet; an objection is named first and a withdrawal last. */
function nameOfStop(stops: readonly Fact[]): Rule {
  if (stops.some((stop) => stop.type === 'objection')) return G.objection;
  return stops.some((stop) => stop.type === 'unsubscribe') ? G.unsubscribed : G.withdrawn;
}

/** Step 9: details from a third party whose owner was not told, where the GDPR binds person or controller. */
function untoldBy(c: Case): Ground | undefined {
  if (!underGdpr(c.subject.country) && !underGdpr(c.controller.country)) return undefined;
  const supplies = unannouncedSupplies(c);
  if (supplies.length === 0) return undefined;
  if (c.now >= art14Deadline(supplies[0]!, c.zone)) return { rule: G.art14Late, blockers: supplies };
  return c.message.art14_notice ? undefined : { rule: G.art14Missing, blockers: supplies };
}

/** Step 11: what the law of the person's country says of the channel, if it says anything. */
function findIn(pack: Pack, c: Case): Finding | undefined {
  return Object.hasOwn(pack.channels, c.channel) ? pack.channels[c.channel]?.(c) : undefined;
}

/** Steps 11 and 12: what law finds, and what the policy leaves of it. */
function settle(finding: Finding, c: Case, policy: ContactPolicy, trace: Trace): Answer {
  if (finding.grounds.length === 0) return says(trace, finding.denial);
  if (trace) for (const { rule } of finding.grounds) trace.push(rule.said);
  const { ground, applied, refusedBy } = applyOverlay(finding.grounds, c, policy);
  if (ground) {
    if (trace) for (const rule of applied) passed(trace, `${policy.id}.${rule.id}`, 'kept');
    return { ground, contactRules: applied };
  }
  passed(trace, `${policy.id}.${refusedBy!.id}`, G.policy.reason);
  const rule = { ...G.policy, law: finding.grounds[0]!.rule.law };
  return { ground: { rule, blockers: refusedFor(refusedBy!, c) }, contactRules: [refusedBy!] };
}

function says(trace: Trace, ground: Ground): Answer {
  trace?.push(ground.rule.said);
  return { ground, contactRules: NONE };
}

function passed(trace: Trace, rule: string, result: string): void {
  trace?.push({ rule, result });
}
