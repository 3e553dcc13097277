import { INQUIRY_MONTHS, RELATION_MONTHS } from '../packs/ca.ts';
import { softOptInLastDay } from '../packs/eu.ts';
import { GENERAL } from '../packs/general.ts';
import type { Rule } from '../packs/pack.ts';
import { reaskFrom } from '../packs/sharing.ts';
import { REGISTER_DAYS } from '../packs/uk.ts';
import { art14Deadline } from './art14.ts';
import { addMonths, dayOf, LONDON, startOfDay } from './calendar.ts';
import { added, type Case } from './case.ts';
import { compactFacts } from './compact-facts.ts';
import type { DecisionRequest, Fact } from './types.ts';

/** When time alone changes an answer: every instant at which some rule looks at a fact differently. */

const MANY_FACTS = 100;
const DAY = 86_400_000;

/** Channels that registers are about (PECR regs 20 and 21). */
const REGISTERED: ReadonlySet<string> = new Set(['live_call', 'automated_call', 'fax']);

/** Collects the instants after a question at which its answer may be another one. */
class Instants {
  readonly at: number;
  readonly zone: string;
  readonly country: string | undefined;
  readonly onRegister: boolean;
  /** Sorted when asked for; undefined while there are none, which is how most questions end. */
  found: number[] | undefined;

  constructor({ request, zone }: Case) {
    this.at = request.at;
    this.zone = zone;
    this.country = request.subject.country;
    this.onRegister = this.country === 'GB' && REGISTERED.has(request.channel);
    this.found = undefined;
  }

  add(ms: number | undefined): void {
    if (ms !== undefined && ms > this.at && ms < Number.POSITIVE_INFINITY) this.found = added(this.found, ms);
  }

  /** A Canadian look-back begins the day after the event and ends so many months later. */
  addLookBack(at: number | undefined, months: number): void {
    if (at === undefined || this.country !== 'CA') return;
    const day = dayOf(at, this.zone);
    this.add(startOfDay(day + 1, this.zone));
    this.add(startOfDay(leavesLookBack(day, months), this.zone));
  }

  /** From the day on which a listing or screening begins, or has its 28 days; days are London's. */
  addRegisterDay(day: number): void {
    // A day of London starts within an hour of the day in UTC.
    if ((day + 1) * DAY > this.at) this.add(startOfDay(day, LONDON));
  }
}

/** The first day of sending from which an event has left a look-back of `months`. */
function leavesLookBack(day: number, months: number): number {
  let send = addMonths(day, months);
  while (addMonths(send, -months) <= day) send++;
  return send;
}

/** The instants at which one fact begins, ends or ages into another answer. */
function addAgeing(fact: Fact, reason: string, instants: Instants): void {
  const { country, zone } = instants;
  switch (fact.type) {
    case 'sale':
    case 'freemium_account': {
      const last = softOptInLastDay(country, fact, zone);
      if (last !== null) instants.add(startOfDay(last + 1, zone));
      addRelation(fact, instants);
      break;
    }
    case 'contract':
    case 'membership':
    case 'donation':
    case 'volunteering':
      addRelation(fact, instants);
      break;
    case 'enquiry':
      instants.addLookBack(fact.at, INQUIRY_MONTHS);
      break;
    case 'register_listing':
    case 'screening':
      addRegisterDays(fact, reason, instants);
      break;
    case 'obtained':
      instants.add(art14Deadline(fact, zone));
      break;
    case 'opt_out_sale_share':
      instants.add(reaskFrom(fact, zone));
      break;
  }
}

function addRelation(fact: Fact, instants: Instants): void {
  instants.add(fact.ended_at);
  instants.addLookBack(fact.at, RELATION_MONTHS);
  instants.addLookBack(fact.ended_at, RELATION_MONTHS);
}

/** Answers of a register that no date on file changes: who is listed stays so. */
const LISTED: ReadonlySet<string> = new Set(['D_TPS_LISTED', 'D_FPS_LISTED']);
/** Answers that a screening growing older leaves as they are: no screening at all, one too old, or consent instead. */
const AGE_IS_NOTHING: ReadonlySet<string> = new Set([
  'D_NOT_SCREENED',
  'D_SCREEN_STALE',
  'A_CONSENT',
  'A_TPS_CONSENT_OVERRIDE',
]);

/** A listing and a screening begin on their day in London and change sides 28 days later. */
function addRegisterDays(fact: Fact, reason: string, instants: Instants): void {
  const day = fact.listed_on ?? fact.file_date;
  if (day === undefined || !instants.onRegister || LISTED.has(reason)) return;
  instants.addRegisterDay(day);
  if (fact.type === 'register_listing' || !AGE_IS_NOTHING.has(reason))
    instants.addRegisterDay(day + REGISTER_DAYS);
}

const { objection, unsubscribed, withdrawn, erased, research, restricted } = GENERAL.rules;
/** Answers that nothing but the end of a consent can change, as long as no fact lies ahead. */
const LASTING: ReadonlySet<Rule> = new Set([
  objection,
  unsubscribed,
  withdrawn,
  erased,
  research,
  restricted,
]);

/**
 * Looks no further than the answer depends: while no fact lies ahead, consents and restrictions can only end, and what
 * is stopped stays stopped.
 */
function addNearby(c: Case, rule: Rule, instants: Instants): void {
  for (const consent of c.valid) instants.add(consent.expires_at);
  if (rule === restricted) for (const restriction of c.restrictions) instants.add(restriction.lifted_at);
  if (LASTING.has(rule)) return;
  for (const supply of c.supplies) instants.add(art14Deadline(supply, instants.zone));
  for (const listing of c.listings) addRegisterDays(listing, rule.reason, instants);
  for (const screening of c.screenings) addRegisterDays(screening, rule.reason, instants);
  for (const fact of c.facts) addAgeing(fact, rule.reason, instants);
}

function addEverything(facts: readonly Fact[], instants: Instants): void {
  for (const fact of facts) {
    instants.add(fact.at);
    instants.add(fact.expires_at);
    instants.add(fact.lifted_at);
    addAgeing(fact, '', instants);
  }
}

/**
 * The next instant at which the reason is another one with no new fact, or null when it stays for ever.
 *
 * @param rule the rule that answered now
 * @param reasonAt answers the same request at a later instant
 */
export function nextChange(c: Case, rule: Rule, reasonAt: (later: DecisionRequest) => string): number | null {
  const { request } = c;
  const instants = new Instants(c);
  if (c.ahead) addEverything(request.facts, instants);
  else addNearby(c, rule, instants);
  const { found } = instants;
  if (found === undefined) return null;
  if (found.length > 1) found.sort((a, b) => a - b);
  // What lies ahead comes out the same from the projection, which keeps a long history from being walked for each instant.
  const facts = request.facts.length > MANY_FACTS ? compactFacts(request.facts, request.at) : request.facts;
  let last = Number.NaN;
  for (const at of found) {
    if (at === last) continue;
    last = at;
    if (reasonAt({ ...request, facts, at }) !== rule.reason) return at;
  }
  return null;
}
