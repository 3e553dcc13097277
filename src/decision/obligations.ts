import type { Ground } from '../packs/pack.ts';
import { art14Deadline, unannouncedSupplies } from './art14.ts';
import type { Case } from './case.ts';

/** What an allowed contact has to carry or do, by code; pages and tables show the sentence. */
export const OBLIGATIONS = {
  identify_sender: 'Say who is contacting them.',
  offer_opt_out: 'Offer a free and simple way to stop, in this message.',
  give_postal_address: "Give the sender's postal address.",
  show_caller_id: 'Show a number that can be called back.',
  give_contact_on_request: 'Give an address or freephone number when asked.',
  give_contact_details: 'Give a name and an address or freephone number in the message.',
  include_art14_notice:
    'Tell them where the details came from and give the privacy information, in this first contact.',
  mention_right_to_object: 'Bring the right to object to their attention, clearly and separately.',
  name_referrer: 'Give the full name of the person who referred them and say that it was a referral.',
  keep_role_relevant: "Keep it relevant to the person's role at work.",
  own_similar_only: 'Promote only your own similar products or services.',
  mark_as_advertisement: 'Make clear that it is an advertisement.',
  no_promotion: 'Carry no promotion at all.',
  minimise: 'Use only the data that this contact needs.',
} as const;

export type Obligation = keyof typeof OBLIGATIONS;

/** What every marketing contact on a channel has to carry. */
function alwaysOn(channel: string): Obligation[] {
  switch (channel) {
    case 'live_call':
      return ['identify_sender', 'show_caller_id', 'give_contact_on_request', 'offer_opt_out'];
    case 'automated_call':
      return ['identify_sender', 'show_caller_id', 'give_contact_details'];
    case 'fax':
      return ['identify_sender', 'give_contact_details'];
    case 'post':
      return ['identify_sender', 'mention_right_to_object'];
    default:
      return ['identify_sender', 'offer_opt_out'];
  }
}

/** Obligations of an allowed contact, in a fixed order. */
export function obligationsFor(c: Case, ground: Ground): Obligation[] {
  const { reason } = ground.rule;
  if (reason === 'A_LEGAL_OBLIGATION') return ['minimise'];
  if (reason === 'A_SERVICE_MESSAGE' || reason === 'A_RESEARCH_NOT_DM')
    return ['identify_sender', 'no_promotion', 'minimise'];
  if (c.purpose === 'share_third_party') return ['minimise'];

  const list = alwaysOn(c.channel);
  const { country } = c.subject;
  if (c.channel !== 'post' && (country === 'CA' || country === 'US')) list.push('give_postal_address');
  if (reason === 'A_CANSPAM') list.push('mark_as_advertisement');
  if (reason === 'A_SOFT_OPT_IN') list.push('own_similar_only');
  if (reason === 'A_CASL_REFERRAL') list.push('name_referrer');
  if (reason === 'A_CASL_ROLE_RELEVANT' || (reason === 'A_CORPORATE_SUBSCRIBER' && country === 'FR'))
    list.push('keep_role_relevant');
  const supplies = unannouncedSupplies(c);
  if (supplies.length > 0 && c.now < art14Deadline(supplies[0]!, c.zone)) list.push('include_art14_notice');
  return list;
}
