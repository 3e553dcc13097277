import { hashIdentifier } from '../contacts/identifiers.ts';
import { controllerOf } from '../contacts/policy-in-force.ts';
import type { Heed } from '../heed.ts';
import { queueMail } from '../mail/outbox.ts';
import type { Language } from '../texts/languages.ts';

/**
 * Has a link to the preference centre mailed to an address, if somebody has it. The request does the same work and
 * takes the same time for an address that is known and for one that is not: only the sender finds out, later, and it
 * tells nobody.
 *
 * @throws HeedError INVALID_IDENTIFIER, UNKNOWN_POLICY
 */
export async function requestLink(
  heed: Heed,
  input: { readonly policy: string; readonly email: string; readonly language?: Language },
): Promise<void> {
  const controller = controllerOf(heed, input.policy);
  const { hash } = hashIdentifier(heed.vault, controller, { kind: 'email', value: input.email });
  const params = input.language ? { language: input.language } : undefined;
  await queueMail(heed, { controller, template: 'preference-link', hash, params });
}
