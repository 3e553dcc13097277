import { isDirect, isValidConsent } from './consent.ts';
import { type Fact, STOP_TYPES } from './types.ts';

/** What the person does, as opposed to what others do with their details. Only such an act re-opens contact (CMP-76). */
const ACTS: ReadonlySet<Fact['type']> = new Set([
  'sale',
  'negotiation',
  'enquiry',
  'contract',
  'free_registration',
  'freemium_account',
  'supporter_interest',
  'support',
  'membership',
  'donation',
  'volunteering',
  'client_relationship',
]);

/** Facts that survive an erasure: stops, and what the registers say of a number. Everything else before it is void. */
const SURVIVES: ReadonlySet<Fact['type']> = new Set([...STOP_TYPES, 'register_listing', 'screening']);

/** Whether an erasure took this fact away. A used opt-out box is a stop and stays. */
export function voidedBy(fact: Fact, erasure: Fact): boolean {
  if (fact.at > erasure.at || SURVIVES.has(fact.type)) return false;
  return !(fact.type === 'refusal_offered' && fact.used === true);
}

/** Whether a fact is an act of the person towards this controller. */
export function isActOfPerson(fact: Fact, controller: string): boolean {
  if (fact.controller !== undefined && fact.controller !== controller) return false;
  if (fact.type === 'consent') return isDirect(fact) && isValidConsent(fact);
  if (fact.type === 'obtained') return fact.from === 'subject';
  return ACTS.has(fact.type) && fact.direct !== false;
}
