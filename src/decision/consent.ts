import type { Fact, Message } from './types.ts';

/** How a consent can be given so that it counts (GDPR Art 4(11), 7; Recital 32). Anything else is invalid. */
const VALID_METHODS: ReadonlySet<string> = new Set([
  'unticked_box',
  'double_opt_in',
  'oral',
  'paper',
  'preference_centre',
]);

/** What a consent is asked to cover. */
export interface ConsentScope {
  readonly controller: string;
  readonly channel: string;
  readonly purpose: string;
  readonly message: Message;
}

export type ConsentState = 'ok' | 'invalid' | 'scope' | 'expired';

/** Given on paper that names somebody else, by a pre-ticked box or by a policy text, a consent is none. */
export function isValidConsent(consent: Fact): boolean {
  if (!consent.method || !VALID_METHODS.has(consent.method)) return false;
  if (consent.names_controller === false) return false;
  return consent.source !== 'third_party' || consent.names_controller === true;
}

/** Whether the person gave it to the controller itself, not through a list seller. */
export function isDirect(consent: Fact): boolean {
  return consent.source !== 'third_party';
}

function includes(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes(value) || list.includes('*'));
}

/** Asking for consent is itself marketing, so a consent to marketing covers it. */
function coversPurpose(purposes: readonly string[] | undefined, purpose: string): boolean {
  return (
    includes(purposes, purpose) || (purpose === 'consent_request' && includes(purposes, 'direct_marketing'))
  );
}

/** A consent limited to topics covers no message of unknown topic. */
function coversTopic(topics: readonly string[] | undefined, topic: string | undefined): boolean {
  if (!topics || topics.includes('*')) return true;
  return topic !== undefined && topics.includes(topic);
}

/** What one consent on file is worth for this contact at this instant. Expiry is exclusive. */
export function consentState(consent: Fact, scope: ConsentScope, now: number): ConsentState {
  if (!isValidConsent(consent)) return 'invalid';
  if (consent.controller !== undefined && consent.controller !== scope.controller) return 'scope';
  // Passing details on happens over no channel of the person's.
  if (scope.purpose !== 'share_third_party' && !includes(consent.channels, scope.channel)) return 'scope';
  if (!coversPurpose(consent.purposes, scope.purpose)) return 'scope';
  if (!coversTopic(consent.topics, scope.message.topic)) return 'scope';
  if (consent.expires_at !== undefined && consent.expires_at <= now) return 'expired';
  return 'ok';
}
