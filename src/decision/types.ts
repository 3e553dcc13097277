/**
 * What goes into the decision engine and what comes out of it.
 *
 * Instants are epoch milliseconds inside the engine and RFC 3339 strings outside; civil dates are
 * `YYYY-MM-DD` strings outside and day numbers (days since 1970-01-01) inside.
 */

export const PURPOSES = [
  'direct_marketing',
  'third_party_promotion',
  'consent_request',
  'market_research',
  'service',
  'share_third_party',
  'sale_optin_request',
  'legal_disclosure',
] as const;
export type Purpose = (typeof PURPOSES)[number];

export const CHANNELS = ['email', 'sms', 'social_dm', 'live_call', 'automated_call', 'fax', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Every kind of fact that the engine reads. */
export const FACT_TYPES = [
  'consent',
  'withdrawal',
  'unsubscribe',
  'objection',
  'sale',
  'negotiation',
  'enquiry',
  'contract',
  'free_registration',
  'freemium_account',
  'badge_scan',
  'refusal_offered',
  'supporter_interest',
  'support',
  'membership',
  'donation',
  'volunteering',
  'published_address',
  'disclosed_address',
  'referral',
  'client_relationship',
  'register_listing',
  'screening',
  'obtained',
  'privacy_notice',
  'restriction',
  'erasure',
  'opt_out_sale_share',
  'opt_in_sale_share',
  'notice_at_collection',
] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** Facts by which a person is left alone, whatever else is on file. An opt-out box that was used is one more. */
export const STOP_TYPES = [
  'objection',
  'unsubscribe',
  'withdrawal',
  'restriction',
  'erasure',
  'opt_out_sale_share',
] as const satisfies readonly FactType[];

/**
 * One fact, ready for the engine. Which fields a type uses is told in `contact-rules` 5.2; a field that a
 * type does not use is ignored. `at` is the instant it happened; register facts carry dates instead.
 */
export interface Fact {
  readonly type: FactType;
  /** Where the fact is kept; absent for facts given inline. */
  readonly id?: string;
  /** Epoch ms; `-Infinity` for register listings and screenings given without an instant. */
  readonly at: number;
  readonly channels?: readonly string[];
  readonly purposes?: readonly string[];
  readonly topics?: readonly string[];
  readonly controller?: string;
  readonly method?: string;
  readonly source?: string;
  readonly names_controller?: boolean;
  /** Epoch ms, exclusive. */
  readonly expires_at?: number;
  readonly product?: string;
  readonly ongoing?: boolean;
  /** Epoch ms. */
  readonly ended_at?: number;
  readonly nature?: string;
  readonly used?: boolean;
  readonly direct?: boolean;
  readonly org?: string;
  readonly relevant_to_role?: boolean;
  readonly no_unsolicited_statement?: boolean;
  readonly qualifying?: boolean;
  readonly names_referrer?: boolean;
  readonly first_message?: boolean;
  readonly register?: string;
  readonly registers?: readonly string[];
  /** Day number on which the number was first seen listed. */
  readonly listed_on?: number;
  /** Day number of the register file that was screened against. */
  readonly file_date?: number;
  readonly from?: string;
  readonly list?: string;
  readonly article?: number;
  /** Epoch ms at which a restriction was lifted. */
  readonly lifted_at?: number;
  readonly via?: string;
  readonly mentions_sale_share?: boolean;
}

export interface Controller {
  readonly id: string;
  readonly country?: string;
  readonly charity?: boolean;
  readonly registered_charity_ca?: boolean;
  readonly pensions_authorised?: boolean;
}

export interface Subject {
  readonly country?: string;
  readonly region?: string;
  readonly tz?: string;
  /** `individual` or `corporate`; anything else counts as individual. */
  readonly subscriber?: string;
  readonly entity?: string;
  readonly age?: number;
  /** False for an address that names nobody (info@…). */
  readonly personal_data?: boolean;
}

export interface Message {
  readonly topic?: string;
  /** `own`, `third_party`, `charitable_purpose` or `fundraising`. */
  readonly promotes: string;
  readonly similar: boolean;
  readonly promotional: boolean;
  readonly identity: boolean;
  readonly optout: boolean;
  readonly postal_address: boolean;
  readonly cli: boolean;
  readonly art14_notice: boolean;
  /** `claims_management` or `pensions` for calls under PECR regs 21A and 21B. */
  readonly special?: string;
}

/** One question, complete: nothing else is read to answer it. */
export interface DecisionRequest {
  /** Epoch ms of the contact. */
  readonly at: number;
  readonly controller: Controller;
  readonly subject: Subject;
  /** A `Channel`; marketing over any other value is denied as unsupported. */
  readonly channel: string;
  /** A `Purpose`; any other value is denied as unsupported. */
  readonly purpose: string;
  readonly message: Message;
  readonly facts: readonly Fact[];
}

export type Effect = 'allow' | 'deny';

export interface Basis {
  readonly type: string;
  readonly fact_id: string | null;
  readonly evidence_id: string | null;
}

export interface ConsideredRule {
  readonly rule: string;
  readonly result: string;
}

/** The full answer (`contact-rules` 5.7). Its JSON is byte-identical for equal input and versions. */
export interface Decision {
  readonly decision: Effect;
  readonly reason: string;
  readonly rule_ids: readonly string[];
  readonly law: readonly string[];
  readonly clause_ids: readonly string[];
  readonly basis: Basis | null;
  readonly blocked_by: readonly string[];
  readonly obligations: readonly string[];
  readonly considered: readonly ConsideredRule[];
  /** RFC 3339 UTC instant at which the answer next changes with no new fact, or null. */
  readonly changes_at: string | null;
  readonly rulepack_versions: readonly string[];
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly as_known_at: string | null;
}
