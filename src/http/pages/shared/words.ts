import { CHANNELS, PURPOSES } from '../../../decision/types.ts';
import { textsIn } from '../../../texts/texts.ts';

const { channelNames } = textsIn('en').preferences;

/** What one does by a channel. */
export const CHANNEL_VERBS: Readonly<Record<string, string>> = {
  email: 'email',
  sms: 'text',
  social_dm: 'message',
  live_call: 'call',
  automated_call: 'call automatically',
  fax: 'fax',
  post: 'write to',
};

export const PURPOSE_NAMES: Readonly<Record<string, string>> = {
  direct_marketing: 'Marketing',
  third_party_promotion: 'Promoting somebody else',
  consent_request: 'Asking for consent',
  market_research: 'Research',
  service: 'Service message',
  share_third_party: 'Sharing with a third party',
  sale_optin_request: 'Asking to opt in to sale',
  legal_disclosure: 'Disclosure required by law',
};

export const channelName = (code: string): string => channelNames[code] ?? code;
export const purposeName = (code: string): string => PURPOSE_NAMES[code] ?? code;
export const CHANNEL_ITEMS = CHANNELS.map((value) => ({ value, text: channelName(value) }));
export const PURPOSE_ITEMS = PURPOSES.map((value) => ({ value, text: purposeName(value) }));

const FACTS: Readonly<Record<string, string>> = {
  consent: 'Gave consent',
  withdrawal: 'Withdrew consent',
  unsubscribe: 'Unsubscribed',
  objection: 'Objected',
  sale: 'Bought something',
  negotiation: 'Negotiated a purchase',
  enquiry: 'Enquired',
  contract: 'Made a contract',
  free_registration: 'Registered for free',
  freemium_account: 'Opened a free account',
  badge_scan: 'Had a badge scanned',
  refusal_offered: 'Was offered a way to refuse',
  supporter_interest: 'Showed interest in supporting',
  support: 'Gave support',
  membership: 'Became a member',
  donation: 'Donated',
  volunteering: 'Volunteered',
  published_address: 'Published the address',
  disclosed_address: 'Gave the address',
  referral: 'Was referred',
  client_relationship: 'Became a client',
  register_listing: 'Listed on a do-not-call register',
  screening: 'Screened against a register',
  obtained: 'Details obtained',
  privacy_notice: 'Was given a privacy notice',
  restriction: 'Asked to restrict processing',
  erasure: 'Erased',
  opt_out_sale_share: 'Opted out of sale or sharing',
  opt_in_sale_share: 'Opted in to sale or sharing',
  notice_at_collection: 'Was given notice at collection',
  profile: 'Details about the person',
};
export const factName = (type: string): string => FACTS[type] ?? type;

/** Where a value of a fact stands in words: `direct_marketing` as "direct marketing", lists joined. */
export function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value).replaceAll('_', ' ');
}

/** The citations of an answer that are law; the promises among them are shown with their text. */
export function lawWords(law: readonly string[], clauses: readonly string[]): string[] {
  return law.filter((citation) => !clauses.includes(citation));
}
