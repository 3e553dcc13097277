import { type Case, NO_FACTS } from './case.ts';
import { isDirect } from './consent.ts';
import { isActOfPerson } from './erasure.ts';
import { CHANNELS, type Fact } from './types.ts';

/** A marketing objection takes in everything that serves marketing, passing details on included (GDPR Art 21(2)-(3)). */
const MARKETING_FAMILY: ReadonlySet<string> = new Set([
  'direct_marketing',
  'third_party_promotion',
  'consent_request',
  'share_third_party',
]);

/** A missing list means all. */
function covers(list: readonly string[] | undefined, value: string): boolean {
  return list === undefined || list.length === 0 || list.includes(value) || list.includes('*');
}

const KNOWN_CHANNELS: ReadonlySet<string> = new Set(CHANNELS);

/** A channel that nobody knows might be any of them, so a stop that names one holds for all. */
function coversChannel({ channels }: Fact, channel: string): boolean {
  return covers(channels, channel) || channels!.some((named) => !KNOWN_CHANNELS.has(named));
}

function coversPurpose(stop: Fact, purpose: string): boolean {
  const { purposes } = stop;
  if (purposes === undefined || purposes.length === 0) {
    if (stop.type === 'objection') return MARKETING_FAMILY.has(purpose);
    // An unsubscribe ends messages; it says nothing on passing details on.
    return stop.type !== 'unsubscribe' || purpose !== 'share_third_party';
  }
  if (purposes.includes(purpose) || purposes.includes('*')) return true;
  return (
    purposes.includes('direct_marketing') && MARKETING_FAMILY.has(purpose) && purpose !== 'share_third_party'
  );
}

/** Whether a stop covers the contact asked about. A message of unknown topic could be about the stopped one. */
export function stopApplies(stop: Fact, c: Case): boolean {
  if (!coversPurpose(stop, c.purpose)) return false;
  if (c.purpose !== 'share_third_party' && !coversChannel(stop, c.channel)) return false;
  return c.message.topic === undefined || covers(stop.topics, c.message.topic);
}

/**
 * The stops that forbid this contact. Only a strictly later consent lifts one: given by the person to this controller,
 * in force, and covering the contact. A tie goes to the stop.
 */
export function activeStops(c: Case): readonly Fact[] {
  if (c.stops.length === 0) return NO_FACTS;
  const consent = c.valid.find(isDirect);
  return c.stops.filter((stop) => stopApplies(stop, c) && !(consent && consent.at > stop.at));
}

/** Restrictions in force (GDPR Art 18); one lifted at an instant no longer binds at it. */
export function activeRestrictions(c: Case): readonly Fact[] {
  if (c.restrictions.length === 0) return NO_FACTS;
  return c.restrictions.filter((fact) => fact.lifted_at === undefined || fact.lifted_at > c.now);
}

/** Erased, and the person has not come back by an own act since. */
export function staysErased(c: Case): boolean {
  const { erasure } = c;
  if (!erasure) return false;
  const cameBack = (fact: Fact) => fact.at > erasure.at && isActOfPerson(fact, c.controller.id);
  return !(
    c.facts.some(cameBack) ||
    c.supplies.some(cameBack) ||
    c.consents.some(({ fact }) => cameBack(fact))
  );
}

/**
 * The opt-out box was ticked when details were collected and the person has not consented since. A consent ticked on
 * the same form is a positive act and counts; a box ticked after the last consent takes it back. A consent that somebody
 * else collected takes back no box (contact-rules 0.3).
 */
export function usedRefusals(c: Case): readonly Fact[] {
  if (c.refusals.length === 0) return NO_FACTS;
  return c.refusals.filter(
    ({ used, at }) => used === true && !c.valid.some((consent) => isDirect(consent) && consent.at >= at),
  );
}
