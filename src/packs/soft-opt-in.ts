import { dayOf } from '../decision/calendar.ts';
import { type Case, latestOwn } from '../decision/case.ts';
import type { Fact } from '../decision/types.ts';

/**
 * Whether a free and simple refusal was offered, and not used, when the details were collected: on the day of the
 * given event or before it. An offer made only later does not reach back.
 */
function refusalOffered(c: Case, event: Fact): boolean {
  const day = dayOf(event.at, c.zone);
  return c.refusals.some(({ used, at }) => used === false && dayOf(at, c.zone) <= day);
}

/**
 * The latest event of these types that fits, if a refusal was offered at it. None before it needs looking at: an offer
 * in time for an earlier event is in time for the latest.
 */
export function offeredEvent(
  c: Case,
  types: readonly Fact['type'][],
  fits?: (event: Fact) => boolean,
): Fact | undefined {
  const event = latestOwn(c, types, fits);
  return event && refusalOffered(c, event) ? event : undefined;
}

/** The event by which this controller itself got the details in a sale, for its own similar products. */
export function softOptInEvent(
  c: Case,
  types: readonly Fact['type'][],
  fits?: (event: Fact) => boolean,
): Fact | undefined {
  if (c.purpose === 'third_party_promotion' || c.message.promotes !== 'own' || !c.message.similar)
    return undefined;
  return offeredEvent(c, types, fits);
}

/** Dealings with the person that people take for a permission; on file without its conditions they are named as such. */
export const RELATIONS: readonly Fact['type'][] = [
  'sale',
  'negotiation',
  'enquiry',
  'contract',
  'free_registration',
  'freemium_account',
  'badge_scan',
];
