import { rules } from './pack.ts';

/**
 * Rules that hold in every regime: what is no marketing at all, and what stops it. What they cite here is for places
 * whose law does not word them; `lawFor` gives the citation for a person and a controller.
 */
export const GENERAL = {
  id: 'general',
  version: 'general@2026-11',
  title: 'Stops, restriction, erasure, service messages and research',
  rules: rules('general', {
    legal: ['A_LEGAL_OBLIGATION', 'the law that requires the disclosure'],
    service: ['A_SERVICE_MESSAGE', 'no marketing: the person’s own affairs with the controller'],
    research: ['A_RESEARCH_NOT_DM', 'no marketing: genuine research'],
    objection: ['D_OBJECTION', 'the person’s own no'],
    unsubscribed: ['D_UNSUBSCRIBED', 'the person’s own no'],
    withdrawn: ['D_WITHDRAWN', 'the person’s own no'],
    restricted: ['D_RESTRICTED', 'a restriction on file binds wherever the person lives'],
    erased: ['D_SUPPRESSED_ERASED', 'an erased address stays suppressed wherever the person lives'],
    optOutBox: ['D_OBJECTION', 'the person’s own no'],
    art14Missing: ['D_ART14_MISSING', 'GDPR Art 14(3)(b)'],
    art14Late: ['D_ART14_LATE', 'GDPR Art 14(3)(a)'],
    unsupported: ['D_UNSUPPORTED', 'no rule for this country, channel or purpose: denied'],
    policy: ['D_POLICY_STRICTER'],
  }),
};
