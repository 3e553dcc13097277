import { rules } from './pack.ts';

/** Rules that hold in every regime: what is no marketing at all, and what stops it. */
export const GENERAL = {
  id: 'general',
  version: 'general@2026-11',
  title: 'Stops, restriction, erasure, service messages and research',
  rules: rules('general', {
    legal: ['A_LEGAL_OBLIGATION', 'UK GDPR Art 6(1)(c)'],
    service: [
      'A_SERVICE_MESSAGE',
      'DPA 2018 s 122(5)',
      'UK GDPR Art 6(1)(b)',
      '15 USC 7702(17)',
      'CASL s 6(6)',
    ],
    research: ['A_RESEARCH_NOT_DM', 'DPA 2018 s 122(5)', 'UK GDPR Art 6(1)(f)'],
    objection: ['D_OBJECTION', 'UK GDPR Art 21(2)-(3)', 'PECR reg 21(1)(a)'],
    unsubscribed: ['D_UNSUBSCRIBED', 'UK GDPR Art 21(3)', 'PECR reg 22', 'CASL s 11', '15 USC 7704(a)(4)'],
    withdrawn: ['D_WITHDRAWN', 'UK GDPR Art 7(3)'],
    restricted: ['D_RESTRICTED', 'UK GDPR Art 18(1)-(2)'],
    erased: ['D_SUPPRESSED_ERASED', 'UK GDPR Art 17, 21(3)'],
    optOutBox: ['D_OBJECTION', 'PECR reg 22(3)(c)', 'UK GDPR Art 21(3)'],
    art14Missing: ['D_ART14_MISSING', 'UK GDPR Art 14(3)(b)'],
    art14Late: ['D_ART14_LATE', 'UK GDPR Art 14(3)(a)'],
    unsupported: ['D_UNSUPPORTED', 'no rule for this country, channel or purpose: denied'],
    policy: ['D_POLICY_STRICTER'],
  }),
};
