import { addMonths, dayOf, startOfDay } from '../decision/calendar.ts';
import { type Case, latestOwn, own } from '../decision/case.ts';
import type { Fact } from '../decision/types.ts';
import { consented, type Finding, rules } from './pack.ts';

/**
 * Passing details to third parties, and asking a person who opted out to opt in again. California: CCPA as amended
 * (Civ Code 1798.100 ff, 11 CCR 7000 ff), business contacts included since 1 January 2023. Elsewhere only a consent
 * to sharing carries it; legitimate interests are not used for it.
 */

const R = rules('sharing', {
  ccpaAllowed: ['A_CCPA_NO_OPT_OUT', 'Civ Code 1798.120, 1798.135'],
  ccpaMinor: ['D_MINOR', 'Civ Code 1798.120(c)-(d)'],
  ccpaOptOut: ['D_OPT_OUT_SALE', 'Civ Code 1798.120(a), 1798.135', '11 CCR 7025(c), 7026(f)'],
  ccpaNoNotice: ['D_NO_NOTICE', 'Civ Code 1798.100(a)', '11 CCR 7012'],
  consent: ['A_CONSENT', 'GDPR Art 6(1)(a), 7'],
  none: ['D_NO_CONSENT', 'GDPR Art 6(1)'],
  caConsent: ['A_CONSENT', 'PIPEDA Sch 1 cl 4.3'],
  caNone: ['D_NO_CONSENT', 'PIPEDA Sch 1 cl 4.3'],
  usConsent: ['A_CONSENT', 'no rule of this state: only with a consent'],
  usNone: ['D_NO_CONSENT', 'no rule of this state: only with a consent'],
  unsupported: ['D_UNSUPPORTED', 'no rule for this country'],
  reask: ['A_REASK_PERMITTED', 'Civ Code 1798.135(c)(4)'],
  wait: ['D_WAIT_12_MONTHS', 'Civ Code 1798.135(c)(4)'],
});

/** Below this age sale and sharing need an opt-in; below the second, one by a parent (Civ Code 1798.120(c)). */
const OPT_IN_AGE = 16;
const PARENT_AGE = 13;
const WAIT_MONTHS = 12;

export function isCalifornian(subject: Case['subject']): boolean {
  return subject.country === 'US' && (subject.region === 'US-CA' || subject.region === 'CA');
}

/** Opt-ins by somebody who may give them: for a young child that is a parent. */
function optIns(c: Case): Fact[] {
  const { age } = c.subject;
  const child = age !== undefined && age < PARENT_AGE;
  return own(c, ['opt_in_sale_share']).filter(
    (fact) => !child || fact.via === 'parent' || fact.via === 'guardian',
  );
}

/** Opt-outs that no later opt-in takes back; a tie goes to the opt-out. */
function openOptOuts(c: Case): Fact[] {
  const back = optIns(c);
  return own(c, ['opt_out_sale_share']).filter((out) => !back.some((optIn) => optIn.at > out.at));
}

function californian(c: Case): Finding {
  const { age } = c.subject;
  if (age !== undefined && age < OPT_IN_AGE && optIns(c).length === 0)
    return { grounds: [], denial: { rule: R.ccpaMinor } };
  const optOuts = openOptOuts(c);
  if (optOuts.length > 0) return { grounds: [], denial: { rule: R.ccpaOptOut, blockers: optOuts } };
  const notice = latestOwn(c, ['notice_at_collection'], (fact) => fact.mentions_sale_share === true);
  if (!notice) return { grounds: [], denial: { rule: R.ccpaNoNotice } };
  return { grounds: [{ rule: R.ccpaAllowed, fact: notice }], denial: { rule: R.ccpaNoNotice } };
}

/** May details be passed to a third party? `supported`: there is a pack for the person's country. */
export function shareThirdParty(c: Case, supported: boolean): Finding {
  if (isCalifornian(c.subject)) return californian(c);
  if (!supported) return { grounds: [], denial: { rule: R.unsupported } };
  const { country } = c.subject;
  if (country === 'CA') return { grounds: consented(c, R.caConsent), denial: { rule: R.caNone } };
  if (country === 'US') return { grounds: consented(c, R.usConsent), denial: { rule: R.usNone } };
  return { grounds: consented(c, R.consent), denial: { rule: R.none } };
}

/** The instant from which a person who opted out may be asked again: local midnight of the same date a year on. */
export function reaskFrom(optOut: Fact, zone: string): number {
  return startOfDay(addMonths(dayOf(optOut.at, zone), WAIT_MONTHS), zone);
}

/** May a person be asked to opt in to sale or sharing (again)? */
export function saleOptInRequest(c: Case): Finding {
  if (c.subject.country !== 'US') return { grounds: [], denial: { rule: R.unsupported } };
  const waiting = openOptOuts(c).filter((out) => c.now < reaskFrom(out, c.zone));
  if (waiting.length > 0) return { grounds: [], denial: { rule: R.wait, blockers: waiting } };
  return { grounds: [{ rule: R.reask }], denial: { rule: R.wait } };
}

export const SHARING = {
  id: 'sharing',
  version: 'sharing@2026-11',
  title: 'Sharing with third parties: CCPA for Californians, consent elsewhere',
  rules: R,
};
