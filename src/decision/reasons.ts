/** Every reason code with a short title for tables and a sentence for people. */
export const REASONS = {
  A_CONSENT: ['Consent', 'They agreed to this, and the consent is on file with its evidence.'],
  A_SOFT_OPT_IN: [
    'Existing customer',
    'They bought from you, could refuse when they gave their details, did not, and this is similar.',
  ],
  A_CHARITY_SOFT_OPT_IN: [
    'Existing supporter',
    'They supported the charity or showed interest after 5 February 2026 and did not refuse.',
  ],
  A_CORPORATE_SUBSCRIBER: [
    'Company address',
    'The address belongs to a company, and nobody there has asked you to stop.',
  ],
  A_LIVE_CALL_CLEAR: [
    'Screened and clear',
    'The number is on neither TPS nor CTPS in files that are fresh enough, and nobody objected.',
  ],
  A_TPS_GRACE: [
    'Listed under 28 days',
    'The number was listed so recently that the listing does not bind yet.',
  ],
  A_TPS_CONSENT_OVERRIDE: [
    'Consent over the register',
    'The number is on a do-not-call register, but the person told you that your calls are welcome.',
  ],
  A_PENSION_CLIENT: [
    'Pension client',
    'An authorised firm calls a client who could expect it and was offered a way to refuse.',
  ],
  A_FAX_CORPORATE: ['Company fax', 'The fax line belongs to a company and is not bound by the fax register.'],
  A_POST_LI: ['Post, no objection', 'Post needs no consent, and they have not objected.'],
  A_SERVICE_MESSAGE: ['Service message', 'It is part of the service they use and carries no promotion.'],
  A_RESEARCH_NOT_DM: ['Genuine research', 'It is research without promotion, which is not marketing.'],
  A_LEGAL_OBLIGATION: ['Required by law', 'The law requires it.'],
  A_CASL_EBR_PURCHASE: [
    'Customer within two years',
    'They bought or had a contract within the two years before the day of sending.',
  ],
  A_CASL_EBR_INQUIRY: [
    'Enquiry within six months',
    'They asked about it within the six months before the day of sending.',
  ],
  A_CASL_ENBR: [
    'Member, donor or volunteer',
    'They belong to, gave to or worked for the non-profit within the time that counts.',
  ],
  A_CASL_ROLE_RELEVANT: [
    'Published or given address',
    'They published or gave the address without refusing messages, and this is relevant to their role.',
  ],
  A_CASL_REFERRAL: ['Referral', 'It is the first message after a referral that names the referrer.'],
  A_CASL_EXEMPT: ['Exempt', 'The message is exempt: a registered charity mainly raising funds.'],
  A_CANSPAM: ['Opt-out regime', 'United States email may be sent until they opt out.'],
  A_CCPA_NO_OPT_OUT: [
    'Notice given, no opt-out',
    'They were told at collection and have not opted out of sale or sharing.',
  ],
  A_REASK_PERMITTED: ['May be asked', 'No opt-out within the last 12 months forbids asking.'],
  D_OBJECTION: ['Objected', 'They told you to stop. That is absolute for marketing.'],
  D_UNSUBSCRIBED: ['Unsubscribed', 'They unsubscribed, and nothing later from them lifts it.'],
  D_WITHDRAWN: ['Withdrew consent', 'They withdrew their consent.'],
  D_RESTRICTED: [
    'Processing restricted',
    'They asked you to restrict processing. Only storing is allowed until it is lifted.',
  ],
  D_SUPPRESSED_ERASED: ['Erased', 'They were erased, and they have not come back by an act of their own.'],
  D_ART14_MISSING: [
    'Not told where you got the details',
    'The details came from a third party, and this message does not tell them so.',
  ],
  D_ART14_LATE: [
    'Told too late',
    'The month for telling them where you got their details is over. Send that notice first.',
  ],
  D_UNSUPPORTED: [
    'No rule for this',
    'There is no reviewed rule for this country, channel or purpose, so the answer is no.',
  ],
  D_POLICY_STRICTER: ['Your own promise', 'The law would allow it, but your published policy promises more.'],
  D_CONTENT: [
    'Message lacks something',
    'The contact would be allowed, but the message leaves out what the law asks for.',
  ],
  D_NO_CONSENT: ['No permission', 'Nothing on file permits it.'],
  D_CONSENT_EXPIRED: ['Consent expired', 'There was a consent, and it has run out.'],
  D_CONSENT_INVALID: [
    'Not a valid consent',
    'What is on file is no consent: pre-ticked, taken from a policy text, or not naming you.',
  ],
  D_CONSENT_SCOPE: [
    'Consent for something else',
    'The consent on file does not cover this controller, channel, purpose or topic.',
  ],
  D_SOFT_OPT_IN_FAILED: [
    'Dealings, but not the conditions',
    'There were dealings, but the conditions of the customer exception are not all met.',
  ],
  D_CHARITY_SOI_FAILED: [
    'Support, but not the conditions',
    'There was support, but the conditions of the charity exception are not all met.',
  ],
  D_TPS_LISTED: [
    'On TPS or CTPS',
    'The number is on a do-not-call register, and they have not told you that your calls are welcome.',
  ],
  D_FPS_LISTED: ['On the fax register', 'The number is on the Fax Preference Service.'],
  D_NOT_SCREENED: ['Not screened', 'The number has not been checked against both TPS and CTPS.'],
  D_SCREEN_STALE: [
    'Screening too old',
    'The register file is 28 days old or more. Load a fresh one and screen again.',
  ],
  D_CALLER_NOT_AUTHORISED: [
    'Caller not authorised',
    'Only an authorised firm, trustee or manager may call about pensions.',
  ],
  D_CASL_SAME_DAY: [
    'Same day',
    'The purchase or enquiry was today; the period counts from the next local day.',
  ],
  D_CASL_EXPIRED: [
    'Dealings too old',
    'The purchase, enquiry or membership lies outside the period that counts.',
  ],
  D_MINOR: ['Under 16', 'Sharing details of somebody under 16 needs an opt-in.'],
  D_OPT_OUT_SALE: ['Opted out of sale or sharing', 'They opted out of the sale or sharing of their details.'],
  D_NO_NOTICE: [
    'No notice at collection',
    'They were not told at collection that details may be sold or shared.',
  ],
  D_WAIT_12_MONTHS: [
    'Asked too soon',
    'They opted out less than 12 months ago and may not be asked again yet.',
  ],
} as const satisfies Record<string, readonly [title: string, sentence: string]>;

export type Reason = keyof typeof REASONS;

export function reasonTitle(code: string): string {
  return REASONS[code as Reason]?.[0] ?? code;
}

export function reasonSentence(code: string): string {
  return REASONS[code as Reason]?.[1] ?? code;
}
