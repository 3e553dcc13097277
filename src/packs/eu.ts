import { addMonths, dayOf } from '../decision/calendar.ts';
import { type Case, today } from '../decision/case.ts';
import type { Fact } from '../decision/types.ts';
import { type MailDenials, mailDenial } from './mail-denial.ts';
import { consented, type Finding, type Pack, type Rule, rules } from './pack.ts';
import { softOptInEvent } from './soft-opt-in.ts';

/**
 * European Economic Area: Directive 2002/58/EC Art 13 with the national rules that ship first (Germany, Ireland,
 * France), and the GDPR. Where a state has no entry, a company is treated as an individual and a call has no rule.
 */

const R = rules('eu', {
  consent: ['A_CONSENT', 'ePrivacy Directive Art 13(1)', 'GDPR Art 7'],
  softOptIn: ['A_SOFT_OPT_IN', 'ePrivacy Directive Art 13(2)'],
  softOptInDe: ['A_SOFT_OPT_IN', 'ePrivacy Directive Art 13(2)', 'UWG s 7(3)'],
  softOptInIe: ['A_SOFT_OPT_IN', 'ePrivacy Directive Art 13(2)', 'S.I. 336/2011 reg 13(11)'],
  corporateFr: ['A_CORPORATE_SUBSCRIBER', 'ePrivacy Directive Art 13(5)', 'CNIL B2B guidance'],
  corporateIe: ['A_CORPORATE_SUBSCRIBER', 'ePrivacy Directive Art 13(5)', 'S.I. 336/2011 reg 13'],
  expired: ['D_CONSENT_EXPIRED', 'GDPR Art 7(1)'],
  invalid: ['D_CONSENT_INVALID', 'GDPR Art 4(11), 7'],
  scope: ['D_CONSENT_SCOPE', 'ePrivacy Directive Art 13(1)'],
  softOptInFailed: ['D_SOFT_OPT_IN_FAILED', 'ePrivacy Directive Art 13(2)'],
  softOptInFailedDe: ['D_SOFT_OPT_IN_FAILED', 'UWG s 7(3)'],
  softOptInFailedIe: ['D_SOFT_OPT_IN_FAILED', 'S.I. 336/2011 reg 13(11)'],
  none: ['D_NO_CONSENT', 'ePrivacy Directive Art 13(1)'],
  callConsentDe: ['A_CONSENT', 'UWG s 7(2) no 1', 'UWG s 7a'],
  callNoneDe: ['D_NO_CONSENT', 'UWG s 7(2) no 1'],
  callUnsupported: ['D_UNSUPPORTED', 'ePrivacy Directive Art 13(3)'],
  otherUnsupported: ['D_UNSUPPORTED', 'ePrivacy Directive Art 13(1)'],
  post: ['A_POST_LI', 'GDPR Art 6(1)(f)', 'GDPR Art 21(2)'],
  identity: ['D_CONTENT', 'ePrivacy Directive Art 13(4)'],
  optOut: ['D_CONTENT', 'ePrivacy Directive Art 13(2), 13(4)'],
  callerId: ['D_CONTENT', 'TDDDG s 15'],
});

/** What a Member State changes. */
interface National {
  /** Events that count as a sale; a freemium account does by CJEU C-654/23 unless the state asks for an actual sale. */
  readonly sales: readonly Fact['type'][];
  readonly softOptIn: Rule;
  readonly denials: MailDenials;
  /** After how many months the soft opt-in lapses. */
  readonly lapsesAfterMonths?: number;
  /** The rule by which companies may be mailed until they opt out. */
  readonly corporate?: Rule;
}

const DENIALS: MailDenials = {
  expired: R.expired,
  invalid: R.invalid,
  scope: R.scope,
  relation: R.softOptInFailed,
  none: R.none,
};

const DEFAULT: National = {
  sales: ['sale', 'freemium_account'],
  softOptIn: R.softOptIn,
  denials: DENIALS,
};

const NATIONAL: Readonly<Record<string, National>> = {
  DE: {
    sales: ['sale'],
    softOptIn: R.softOptInDe,
    denials: { ...DENIALS, relation: R.softOptInFailedDe },
  },
  IE: {
    ...DEFAULT,
    softOptIn: R.softOptInIe,
    denials: { ...DENIALS, relation: R.softOptInFailedIe },
    lapsesAfterMonths: 12,
    corporate: R.corporateIe,
  },
  FR: { ...DEFAULT, corporate: R.corporateFr },
};

/** The last civil day on which an event still carries the soft opt-in of a country, or null where it does not lapse. */
export function softOptInLastDay(country: string | undefined, event: Fact, zone: string): number | null {
  const months = NATIONAL[country ?? '']?.lapsesAfterMonths;
  return months === undefined ? null : addMonths(dayOf(event.at, zone), months);
}

function electronicMail(c: Case): Finding {
  const national = NATIONAL[c.subject.country ?? ''] ?? DEFAULT;
  const grounds = consented(c, R.consent);
  if (c.corporate && national.corporate) {
    grounds.push({ rule: national.corporate });
    return { grounds, denial: { rule: R.none } };
  }
  const sale = softOptInEvent(c, national.sales, (event) => {
    const last = softOptInLastDay(c.subject.country, event, c.zone);
    return last === null || today(c) <= last;
  });
  if (sale) grounds.push({ rule: national.softOptIn, fact: sale });
  return { grounds, denial: mailDenial(c, national.denials) };
}

/** Art 13(3) leaves live calls to each state. Germany: consumers only by consent; business calls await a rule. */
function liveCall(c: Case): Finding {
  if (c.subject.country !== 'DE' || c.corporate) return { grounds: [], denial: { rule: R.callUnsupported } };
  return {
    grounds: consented(c, R.callConsentDe),
    denial: { rule: R.callNoneDe },
  };
}

function content(c: Case) {
  if (c.channel === 'post') return null;
  if (!c.message.identity) return R.identity;
  if (c.channel === 'live_call') return c.message.cli ? null : R.callerId;
  return c.message.optout ? null : R.optOut;
}

const unsupported = () => ({ grounds: [], denial: { rule: R.otherUnsupported } });

export const EU: Pack = {
  id: 'eu',
  version: 'eu@2026-11',
  title:
    'European Economic Area: ePrivacy Directive, GDPR, and national rules of Germany, Ireland and France',
  countries: new Set(
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '),
  ),
  channels: {
    email: electronicMail,
    sms: electronicMail,
    social_dm: electronicMail,
    live_call: liveCall,
    automated_call: unsupported,
    fax: unsupported,
    post: () => ({ grounds: [{ rule: R.post }], denial: { rule: R.post } }),
  },
  content,
  rules: R,
};
