import { addMonths, dayOf } from '../decision/calendar.ts';
import { type Case, own, today } from '../decision/case.ts';
import type { Fact } from '../decision/types.ts';
import { consented, type Finding, type Pack, rules } from './pack.ts';

/**
 * Canada: the anti-spam law (CASL, S.C. 2010, c. 23) with SOR/2012-36 and SOR/2013-221. Calls and fax fall to other
 * rules and have no pack.
 */

const R = rules('ca', {
  consent: ['A_CONSENT', 'CASL s 6(1)(a), 10(1)'],
  purchase: ['A_CASL_EBR_PURCHASE', 'CASL s 10(9)(a), 10(10)(a)-(d), 10(14)(a)'],
  inquiry: ['A_CASL_EBR_INQUIRY', 'CASL s 10(9)(a), 10(10)(e)'],
  nonBusiness: ['A_CASL_ENBR', 'CASL s 10(9)(a), 10(13), 10(14)(b)', 'SOR/2013-221 s 7'],
  roleRelevant: ['A_CASL_ROLE_RELEVANT', 'CASL s 10(9)(b)-(c)'],
  referral: ['A_CASL_REFERRAL', 'SOR/2013-221 s 4(1)'],
  exempt: ['A_CASL_EXEMPT', 'SOR/2013-221 s 3(g)'],
  sameDay: ['D_CASL_SAME_DAY', 'CASL s 10(10)', 'Interpretation Act s 27-28'],
  expired: ['D_CASL_EXPIRED', 'CASL s 10(10), 10(13)', 'Interpretation Act s 28'],
  none: ['D_NO_CONSENT', 'CASL s 6(1)(a)'],
  callUnsupported: ['D_UNSUPPORTED', 'CASL s 6(8)'],
  post: ['A_POST_LI', 'PIPEDA Sch 1 cl 4.3'],
  identity: ['D_CONTENT', 'CASL s 6(2)(a)', 'SOR/2012-36 s 2(1)(a)-(c)'],
  address: ['D_CONTENT', 'SOR/2012-36 s 2(1)(d)'],
  optOut: ['D_CONTENT', 'CASL s 6(2)(c), 11(1)', 'SOR/2012-36 s 3'],
});

export const RELATION_MONTHS = 24;
export const INQUIRY_MONTHS = 6;

type Window = 'in' | 'same_day' | 'expired';

/**
 * Where a day lies in the look-back of `months` from the day of sending: that day itself is excluded, the day of the
 * same number so many months back is the first one included, clamped to the end of its month.
 */
function lookBack(c: Case, at: number, months: number): Window {
  const day = dayOf(at, c.zone);
  if (day >= today(c)) return c.options.casl_same_day ? 'in' : 'same_day';
  return day >= addMonths(today(c), -months) ? 'in' : 'expired';
}

/** A running subscription, account, contract or membership has not begun its two years; an ended one counts from its end. */
function relation(c: Case, fact: Fact): Window {
  const begun = lookBack(c, fact.at, RELATION_MONTHS);
  if (begun === 'same_day' || !lasts(fact)) return begun;
  if (fact.ended_at === undefined || fact.ended_at > c.now) return 'in';
  // On the very day it ends the relation was still there; from the next day on the end is in the look-back.
  return lookBack(c, fact.ended_at, RELATION_MONTHS) === 'expired' ? 'expired' : 'in';
}

/** Whether a relation runs for a time, as contracts and memberships do unless it is said that they are over. */
function lasts(fact: Fact): boolean {
  if (fact.ended_at !== undefined) return true;
  return fact.ongoing ?? (fact.type === 'contract' || fact.type === 'membership');
}

/** An inquiry about a purchase; a complaint or a job query is none. */
function isPurchaseInquiry(fact: Fact): boolean {
  return fact.nature === undefined
    ? fact.product !== undefined
    : /^(purchase|application|quote|event)/.test(fact.nature);
}

/** Non-profit clubs, associations and voluntary bodies (SOR/2013-221 s 7). */
function isNonProfit(fact: Fact): boolean {
  return /^(nonprofit|non_profit|club|association|voluntary)/.test(fact.org ?? '');
}

function electronicMail(c: Case): Finding {
  const windows: Window[] = [];
  const within = (window: Window) => {
    windows.push(window);
    return window === 'in';
  };
  const grounds = consented(c, R.consent);

  // Implied consent is to hear from the sender itself.
  if (c.purpose !== 'third_party_promotion') {
    for (const fact of own(c, ['sale', 'contract']))
      if (within(relation(c, fact))) grounds.push({ rule: R.purchase, fact });
    for (const fact of own(c, ['enquiry']).filter(isPurchaseInquiry))
      if (within(lookBack(c, fact.at, INQUIRY_MONTHS))) grounds.push({ rule: R.inquiry, fact });
    for (const fact of own(c, ['membership']).filter(isNonProfit))
      if (within(relation(c, fact))) grounds.push({ rule: R.nonBusiness, fact });
    if (c.controller.registered_charity_ca)
      for (const fact of own(c, ['donation', 'volunteering']))
        if (within(lookBack(c, fact.at, RELATION_MONTHS))) grounds.push({ rule: R.nonBusiness, fact });
    for (const fact of own(c, ['published_address', 'disclosed_address']))
      if (fact.relevant_to_role === true && fact.no_unsolicited_statement !== true)
        grounds.push({ rule: R.roleRelevant, fact });
    for (const fact of own(c, ['referral']))
      if (fact.qualifying && fact.names_referrer && fact.first_message)
        grounds.push({ rule: R.referral, fact });
  }
  if (c.controller.registered_charity_ca && c.message.promotes === 'fundraising')
    grounds.push({ rule: R.exempt });

  const denial = windows.includes('same_day') ? R.sameDay : windows.includes('expired') ? R.expired : R.none;
  return { grounds, denial: { rule: denial } };
}

function content(c: Case) {
  if (c.channel === 'post') return null;
  if (!c.message.identity) return R.identity;
  if (!c.message.postal_address) return R.address;
  return c.message.optout ? null : R.optOut;
}

const unsupported = () => ({ grounds: [], denial: { rule: R.callUnsupported } });

export const CA: Pack = {
  id: 'ca',
  version: 'ca@2026-11',
  title: 'Canada: anti-spam law (CASL)',
  countries: new Set(['CA']),
  channels: {
    email: electronicMail,
    sms: electronicMail,
    social_dm: electronicMail,
    live_call: unsupported,
    automated_call: unsupported,
    fax: unsupported,
    post: () => ({ grounds: [{ rule: R.post }], denial: { rule: R.post } }),
  },
  content,
  rules: R,
};
