import { INQUIRY_MONTHS, RELATION_MONTHS } from '../packs/ca.ts';
import { softOptInLastDay } from '../packs/eu.ts';
import { reaskFrom } from '../packs/sharing.ts';
import { REGISTER_DAYS } from '../packs/uk.ts';
import { art14Deadline } from './art14.ts';
import { addMonths, dayOf, LONDON, startOfDay } from './calendar.ts';
import { compactFacts } from './compact-facts.ts';
import type { DecisionRequest, Fact } from './types.ts';

/** When time alone changes an answer: every instant at which some rule looks at a fact differently. */

const MANY_FACTS = 100;

/** The first day of sending from which an event has left a look-back of `months`. */
function leavesLookBack(day: number, months: number): number {
  let send = addMonths(day, months);
  while (addMonths(send, -months) <= day) send++;
  return send;
}

/** Channels that registers are about (PECR regs 20 and 21). */
const REGISTERED: ReadonlySet<string> = new Set(['live_call', 'automated_call', 'fax']);

/** The instants at which one fact begins, ends or ages into another answer. */
function boundaries(fact: Fact, request: DecisionRequest, zone: string, out: number[]): void {
  const add = (ms: number | undefined) => {
    if (ms !== undefined && Number.isFinite(ms) && ms > request.at) out.push(ms);
  };
  // Look-backs of so many months are Canadian, and registers stand against British calls and faxes alone.
  const days = (at: number | undefined, months: number) => {
    if (at === undefined || request.subject.country !== 'CA') return;
    const day = dayOf(at, zone);
    add(startOfDay(day + 1, zone));
    add(startOfDay(leavesLookBack(day, months), zone));
  };
  add(fact.at);
  add(fact.expires_at);
  add(fact.lifted_at);
  add(fact.ended_at);
  switch (fact.type) {
    case 'sale':
    case 'freemium_account': {
      const last = softOptInLastDay(request.subject.country, fact, zone);
      if (last !== null) add(startOfDay(last + 1, zone));
      days(fact.at, RELATION_MONTHS);
      days(fact.ended_at, RELATION_MONTHS);
      break;
    }
    case 'contract':
    case 'membership':
    case 'donation':
    case 'volunteering':
      days(fact.at, RELATION_MONTHS);
      days(fact.ended_at, RELATION_MONTHS);
      break;
    case 'enquiry':
      days(fact.at, INQUIRY_MONTHS);
      break;
    case 'register_listing':
    case 'screening': {
      const day = fact.listed_on ?? fact.file_date;
      if (day === undefined || request.subject.country !== 'GB' || !REGISTERED.has(request.channel)) break;
      add(startOfDay(day, LONDON));
      add(startOfDay(day + REGISTER_DAYS, LONDON));
      break;
    }
    case 'obtained':
      add(art14Deadline(fact, zone));
      break;
    case 'opt_out_sale_share':
      add(reaskFrom(fact, zone));
      break;
  }
}

/**
 * The next instant at which the reason is another one with no new fact, or null when it stays for ever.
 *
 * @param reasonAt answers the same request at a later instant
 */
export function nextChange(
  request: DecisionRequest,
  zone: string,
  reason: string,
  reasonAt: (later: DecisionRequest) => string,
): number | null {
  const { facts } = request;
  // What lies ahead comes out the same from the projection, which keeps a long history from being walked for each instant.
  const telling = facts.length > MANY_FACTS ? compactFacts(facts, request.at) : facts;
  const instants: number[] = [];
  for (const fact of telling) boundaries(fact, request, zone, instants);
  instants.sort((a, b) => a - b);
  let last = Number.NaN;
  for (const at of instants) {
    if (at === last) continue;
    last = at;
    if (reasonAt({ ...request, facts: telling, at }) !== reason) return at;
  }
  return null;
}
