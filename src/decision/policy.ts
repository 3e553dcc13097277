/**
 * What the engine knows of a controller's policy: declarative rules that are stricter than law, and switches.
 * A policy folder's `contact-rules.yaml` holds exactly this shape. Rules only ever take away.
 */

/** When a contact rule applies. A list that is absent matches everything. */
export interface RuleScope {
  /** Countries of the subject, ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[];
  readonly channels?: readonly string[];
  /** Purposes after re-labelling; `marketing` stands for direct_marketing, third_party_promotion and consent_request. */
  readonly purposes?: readonly string[];
  /**
   * Where the contact's data came from, by what was recorded when it was obtained: `direct` (the person gave it),
   * `list` (a third party supplied it and the person never gave it), `unknown` (nothing recorded).
   */
  readonly data_from?: readonly ('list' | 'direct' | 'unknown')[];
}

/** One basis that a rule accepts: a reason code, and for enquiries and sales optionally a product prefix such as `event:`. */
export interface AcceptedBasis {
  readonly reason: string;
  readonly product_prefix?: string;
}

/** What a contact rule asks for. Exactly one field is set. */
export interface RuleRequirement {
  /** Only these bases are accepted. */
  readonly bases?: readonly AcceptedBasis[];
  /** A valid consent that the person gave to this controller itself, covering channel, purpose and topic. */
  readonly direct_consent?: true;
  /** No ticked opt-out box that is not older than the consent. */
  readonly no_opt_out_box?: true;
  /** The address must not come from one of these sources (`obtained.from`), unless the person gave it as well. */
  readonly source_not_in?: readonly string[];
  /** The subject must not be known to be younger than this, in years. */
  readonly min_age?: number;
  /** Never. */
  readonly never?: true;
}

export interface ContactRule {
  readonly id: string;
  /** Clauses that promise it, such as `ICS-01`. */
  readonly clauses: readonly string[];
  readonly when: RuleScope;
  readonly require: RuleRequirement;
  /** Reason codes of bases that the rule leaves alone. */
  readonly unless_basis?: readonly string[];
}

/** Switches between lawful readings (`contact-rules` section 9). */
export interface PolicyOptions {
  /** Use the 28 days before a new TPS, CTPS or FPS listing binds. Default true. */
  readonly tps_grace?: boolean;
  /** Count a purchase or enquiry on the very day of sending under CASL. Default false. */
  readonly casl_same_day?: boolean;
}

export interface ContactPolicy {
  readonly id: string;
  /** Version string that appears in every decision, such as `institute@2026-11-01`. */
  readonly version: string;
  readonly options: PolicyOptions;
  readonly rules: readonly ContactRule[];
  /** Clauses that stand behind a reason code under this policy, for explanations: `{ D_UNSUBSCRIBED: ['CMP-61'] }`. */
  readonly reason_clauses?: Readonly<Record<string, readonly string[]>>;
}

/** The policy of a controller that promises nothing beyond the law. */
export const LAW_ONLY: ContactPolicy = { id: 'law', version: 'law@2026-11', options: {}, rules: [] };
