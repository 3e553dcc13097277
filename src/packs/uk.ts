import { dayOf, LONDON, parseDay, startOfDay } from '../decision/calendar.ts';
import { added, type Case, compareText, has, NO_FACTS } from '../decision/case.ts';
import { usedRefusals } from '../decision/stops.ts';
import type { Fact } from '../decision/types.ts';
import { type MailDenials, mailDenial } from './mail-denial.ts';
import { consented, type Finding, type Ground, type Pack, rules } from './pack.ts';
import { offeredEvent, softOptInEvent } from './soft-opt-in.ts';

/**
 * United Kingdom: the Privacy and Electronic Communications (EC Directive) Regulations 2003 (PECR, SI 2003/2426) as
 * amended by the Data (Use and Access) Act 2025, and the UK GDPR. State of law: November 2026.
 */

const R = rules('uk', {
  emConsent: ['A_CONSENT', 'PECR reg 22(2)', 'UK GDPR Art 7'],
  emSoftOptIn: ['A_SOFT_OPT_IN', 'PECR reg 22(3)'],
  emCharity: ['A_CHARITY_SOFT_OPT_IN', 'PECR reg 22(3A)', 'SI 2026/82 reg 2(x)'],
  emCorporate: ['A_CORPORATE_SUBSCRIBER', 'PECR reg 2(1)', 'PECR reg 22(1)', 'UK GDPR Art 6(1)(f)'],
  emCharityFailed: ['D_CHARITY_SOI_FAILED', 'PECR reg 22(3A), 22(5)', 'SI 2026/82 reg 2(x)'],
  emExpired: ['D_CONSENT_EXPIRED', 'UK GDPR Art 7(1)'],
  emInvalid: ['D_CONSENT_INVALID', 'PECR reg 22(2)', 'UK GDPR Art 4(11), 7'],
  emScope: ['D_CONSENT_SCOPE', 'PECR reg 22(2)'],
  emSoftOptInFailed: ['D_SOFT_OPT_IN_FAILED', 'PECR reg 22(3)'],
  emNone: ['D_NO_CONSENT', 'PECR reg 22(1)-(2)'],
  callConsent: ['A_CONSENT', 'PECR reg 21(4)'],
  callOverride: ['A_TPS_CONSENT_OVERRIDE', 'PECR reg 21(4)-(5)'],
  callClear: ['A_LIVE_CALL_CLEAR', 'PECR reg 21(1)'],
  callGrace: ['A_TPS_GRACE', 'PECR reg 21(3)'],
  callListed: ['D_TPS_LISTED', 'PECR reg 21(1)(b), 21(3)', 'PECR reg 26'],
  callNotScreened: ['D_NOT_SCREENED', 'PECR reg 21(1)(b)'],
  callStale: ['D_SCREEN_STALE', 'PECR reg 21(1)(b), 21(3)'],
  claimsConsent: ['A_CONSENT', 'PECR reg 21A'],
  claimsNone: ['D_NO_CONSENT', 'PECR reg 21A'],
  pensionConsent: ['A_CONSENT', 'PECR reg 21B(2)'],
  pensionClient: ['A_PENSION_CLIENT', 'PECR reg 21B(3)'],
  pensionNone: ['D_NO_CONSENT', 'PECR reg 21B(2)-(3)'],
  pensionNotAuthorised: ['D_CALLER_NOT_AUTHORISED', 'PECR reg 21B(2)(a)'],
  autoConsent: ['A_CONSENT', 'PECR reg 19(2)'],
  autoScope: ['D_CONSENT_SCOPE', 'PECR reg 19(2)'],
  autoNone: ['D_NO_CONSENT', 'PECR reg 19(1)-(2)'],
  faxConsent: ['A_CONSENT', 'PECR reg 20(2)'],
  faxCorporate: ['A_FAX_CORPORATE', 'PECR reg 20(1)(b), 20(4)'],
  faxListed: ['D_FPS_LISTED', 'PECR reg 20(1)(c), 20(4)', 'PECR reg 25'],
  faxNone: ['D_NO_CONSENT', 'PECR reg 20(1)(a), 20(2)'],
  post: ['A_POST_LI', 'UK GDPR Art 6(1)(f)', 'UK GDPR Art 21(2)'],
  mailIdentity: ['D_CONTENT', 'PECR reg 23'],
  mailOptOut: ['D_CONTENT', 'PECR reg 22(3)(c), 23'],
  callIdentity: ['D_CONTENT', 'PECR reg 24'],
  callerId: ['D_CONTENT', 'PECR reg 21(A1)'],
  pensionOptOut: ['D_CONTENT', 'PECR reg 21B(3)'],
});

/** A listing binds, and a register file is too old, from this many civil days on (PECR reg 21(3), 20(4)). */
export const REGISTER_DAYS = 28;
/** From this instant on details can be obtained under the charitable soft opt-in (SI 2026/82 reg 2(x)). */
const CHARITY_FROM = startOfDay(parseDay('2026-02-05')!, LONDON);

const DENIALS: MailDenials = {
  expired: R.emExpired,
  invalid: R.emInvalid,
  scope: R.emScope,
  relation: R.emSoftOptInFailed,
  none: R.emNone,
};

const SUPPORT: readonly Fact['type'][] = ['supporter_interest', 'support'];

/** Email, SMS and MMS, voicemail drops and direct social messages: "electronic mail", PECR reg 22. */
function electronicMail(c: Case): Finding {
  const grounds = consented(c, R.emConsent);
  if (c.corporate) {
    grounds.push({ rule: R.emCorporate });
    return { grounds, denial: { rule: R.emNone } };
  }
  const sale = softOptInEvent(c, ['sale', 'negotiation']);
  if (sale) grounds.push({ rule: R.emSoftOptIn, fact: sale });
  const support = charityEvent(c);
  if (support) grounds.push({ rule: R.emCharity, fact: support });
  return { grounds, denial: has(c, SUPPORT) ? { rule: R.emCharityFailed } : mailDenial(c, DENIALS) };
}

function charityEvent(c: Case): Fact | undefined {
  const forCharity = c.message.promotes === 'charitable_purpose' || c.message.promotes === 'fundraising';
  if (!c.controller.charity || !forCharity || c.purpose === 'third_party_promotion') return undefined;
  return offeredEvent(c, SUPPORT, (event) => event.direct === true && event.at >= CHARITY_FROM);
}

/** Whether a listing or a screening is about a register. */
function isAbout(fact: Fact, register: string): boolean {
  if (fact.register !== undefined && isNamed(fact.register, register)) return true;
  return fact.registers?.some((name) => isNamed(name, register)) === true;
}

function isNamed(name: string, register: string): boolean {
  return name === register || name.toUpperCase() === register;
}

/** Civil days in London between a date and the contact; negative for a date after it. */
function daysSince(c: Case, day: number): number {
  return dayOf(c.now, LONDON) - day;
}

/** Listings of the number on the day of contact, the oldest first; one of unknown date counts as the oldest. */
function listings(c: Case, registers: readonly string[]): readonly Fact[] {
  let found: Fact[] | undefined;
  for (const fact of c.listings) {
    if (!registers.some((register) => isAbout(fact, register))) continue;
    if (fact.listed_on === undefined || daysSince(c, fact.listed_on) >= 0) found = added(found, fact);
  }
  return found?.sort(oldestFirst) ?? NO_FACTS;
}

function oldestFirst(a: Fact, b: Fact): number {
  return (
    (a.listed_on ?? -Infinity) - (b.listed_on ?? -Infinity) ||
    compareText(a.register, b.register) ||
    compareText(a.id, b.id)
  );
}

function isBinding(c: Case, listing: Fact): boolean {
  if (c.options.tps_grace === false || listing.listed_on === undefined) return true;
  return daysSince(c, listing.listed_on) >= REGISTER_DAYS;
}

/** The screening against the newest file of a register; of two files of one day, the one by its id. */
function latestScreening(c: Case, register: string): Fact | undefined {
  let latest: Fact | undefined;
  for (const fact of c.screenings) {
    if (fact.file_date === undefined || !isAbout(fact, register) || daysSince(c, fact.file_date) < 0)
      continue;
    if (!latest || newerFile(fact, latest)) latest = fact;
  }
  return latest;
}

function newerFile(a: Fact, b: Fact): boolean {
  return a.file_date! - b.file_date! > 0 || (a.file_date === b.file_date && compareText(a.id, b.id) < 0);
}

const TPS = ['TPS', 'CTPS'] as const;
const NOT_SCREENED: Ground = { rule: R.callNotScreened };
const STALE: Ground = { rule: R.callStale };

/**
 * Screening against both registers: a sole trader stands on TPS and a company on CTPS, and nobody knows which. Gives the
 * rule that denies; or, as the ground of a clear number, the older of the two screenings, which is its evidence.
 */
function screened(c: Case, listed: readonly Fact[]): Ground {
  if (listed.length > 0) {
    const binding = listed.filter((listing) => isBinding(c, listing));
    if (binding.length > 0) return { rule: R.callListed, blockers: binding };
  }
  let older: Fact | undefined;
  for (const register of TPS) {
    const fact = latestScreening(c, register);
    if (!fact) return NOT_SCREENED;
    if (!older || fact.file_date! < older.file_date!) older = fact;
  }
  return daysSince(c, older!.file_date!) >= REGISTER_DAYS ? STALE : { rule: R.callClear, fact: older };
}

function liveCall(c: Case): Finding {
  if (c.message.special?.startsWith('claims')) return consentOnly(c, R.claimsConsent, R.claimsNone);
  if (c.message.special?.startsWith('pension') && !c.corporate) return pensionCall(c);

  const listed = listings(c, TPS);
  const grounds = consented(c, listed.length > 0 ? R.callOverride : R.callConsent);
  const found = screened(c, listed);
  if (found.rule.denies) return { grounds, denial: found };
  grounds.push(listed.length > 0 ? { rule: R.callGrace, fact: listed[0] } : found);
  return { grounds, denial: NOT_SCREENED };
}

/** Pension schemes: only an authorised caller, with consent or an expected client call (reg 21B). */
function pensionCall(c: Case): Finding {
  if (!c.controller.pensions_authorised) return { grounds: [], denial: { rule: R.pensionNotAuthorised } };
  const grounds = consented(c, R.pensionConsent);
  // The opt-out is offered with every call: whoever used it expects no more of them.
  const refusals = usedRefusals(c);
  if (refusals.length > 0) return { grounds, denial: { rule: R.pensionNone, blockers: refusals } };
  const client = offeredEvent(c, ['client_relationship']);
  if (!client) return { grounds, denial: { rule: R.pensionNone } };
  // Being a client does not take a number off the register: reg 21(1)(b) binds besides.
  const found = screened(c, listings(c, TPS));
  if (found.rule.denies) return { grounds, denial: found };
  return { grounds: [...grounds, { rule: R.pensionClient, fact: client }], denial: { rule: R.pensionNone } };
}

function consentOnly(c: Case, consent: Ground['rule'], none: Ground['rule']): Finding {
  return { grounds: consented(c, consent), denial: { rule: none } };
}

function automatedCall(c: Case): Finding {
  const misses = c.consents.filter((consent) => consent.state === 'scope').map((consent) => consent.fact);
  const found = consentOnly(c, R.autoConsent, R.autoNone);
  return misses.length > 0 ? { ...found, denial: { rule: R.autoScope, blockers: misses } } : found;
}

function fax(c: Case): Finding {
  const found = consentOnly(c, R.faxConsent, R.faxNone);
  if (!c.corporate) return found;
  const binding = listings(c, ['FPS']).filter((listing) => isBinding(c, listing));
  if (binding.length > 0) return { ...found, denial: { rule: R.faxListed, blockers: binding } };
  return { ...found, grounds: [...found.grounds, { rule: R.faxCorporate }] };
}

function content(c: Case, ground: Ground) {
  const call = c.channel === 'live_call' || c.channel === 'automated_call';
  if (c.channel === 'post') return null;
  if (!c.message.identity) return call || c.channel === 'fax' ? R.callIdentity : R.mailIdentity;
  if (call && !c.message.cli) return R.callerId;
  if (call || c.channel === 'fax')
    return ground.rule === R.pensionClient && !c.message.optout ? R.pensionOptOut : null;
  return c.message.optout ? null : R.mailOptOut;
}

export const UK: Pack = {
  id: 'uk',
  version: 'uk@2026-11',
  title: 'United Kingdom: PECR and UK GDPR',
  countries: new Set(['GB']),
  channels: {
    email: electronicMail,
    sms: electronicMail,
    social_dm: electronicMail,
    live_call: liveCall,
    automated_call: automatedCall,
    fax,
    post: () => ({ grounds: [{ rule: R.post }], denial: { rule: R.post } }),
  },
  content,
  rules: R,
};
