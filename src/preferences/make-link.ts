import { z } from 'zod';
import { findIdentifiers, hashIdentifier } from '../contacts/identifiers.ts';
import { IDENTIFIER_KINDS, KIND_OF_CHANNEL } from '../contacts/normalise.ts';
import { CHANNELS } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { policyUrl } from '../policy/sites.ts';
import { languagesOf } from '../policy/translate/policy-in.ts';
import { knownLanguage } from '../texts/languages.ts';
import { type LinkList, type LinkUse, writeLink } from './link-token.ts';

/** `POST /v1/links` and `heed link new` take this: one recipient of one mailing. */
export const makeLinkSchema = z.strictObject({
  /** Id or alias. */
  policy: z.string().min(1).max(100),
  identifier: z.strictObject({ kind: z.enum(IDENTIFIER_KINDS), value: z.string().min(1).max(1_000) }),
  /** For reading a national phone number. Default GB. */
  country: z.string().length(2).optional(),
  channel: z.enum(CHANNELS).default('email'),
  purpose: z
    .enum(['direct_marketing', 'third_party_promotion', 'consent_request'])
    .default('direct_marketing'),
  /** A topic of the policy; absent: the stop link ends every topic of the purpose on this channel. */
  topic: z.string().max(80).optional(),
  /** Language of the mail, such as `fr`: the pages of its links are in it. Default: what the browser prefers. */
  language: z.string().max(35).optional(),
});
export type MakeLinkInput = z.input<typeof makeLinkSchema>;

export interface MadeLink {
  /** Value of the `List-Unsubscribe` header (RFC 2369, RFC 8058). */
  readonly list_unsubscribe: string;
  /** Value of the `List-Unsubscribe-Post` header (RFC 8058). */
  readonly list_unsubscribe_post: 'List-Unsubscribe=One-Click';
  /** For the footer: a page with one button that stops this mailing. */
  readonly stop_url: string;
  /** For the footer: the preference centre of this recipient. */
  readonly preferences_url: string;
  /** RFC 3339: until then the links can start things as well; stopping works for ever. */
  readonly starts_until: string;
}

/** For so long after it was made a link can also give consent. Stopping has no end. */
export const STARTS_FOR_SECONDS = 30 * 24 * 60 * 60;

/**
 * Makes the links of one mail. Nothing is stored. The address need not be known: the links then stop it by its hash.
 *
 * @param origin where the public reaches this Heed, such as `https://privacy.example.org`
 * @throws HeedError VALIDATION, INVALID_IDENTIFIER, UNKNOWN_POLICY
 */
export async function makeLink(heed: Heed, json: unknown, origin: string): Promise<MadeLink> {
  const input = makeLinkSchema.parse(json);
  const policy = heed.policies.get(input.policy);
  const { data, id } = policy;
  if (input.topic !== undefined && !data.purposes.topics.some((topic) => topic.id === input.topic))
    throw new HeedError('VALIDATION', 'The policy has no such topic.', [
      { pointer: '/topic', detail: `one of ${data.purposes.topics.map((topic) => topic.id).join(', ')}` },
    ]);
  const wanted = KIND_OF_CHANNEL[input.channel];
  if (wanted && wanted !== input.identifier.kind)
    throw new HeedError('VALIDATION', 'The channel does not go to that kind of address.', [
      { pointer: '/channel', detail: `${input.channel} goes to ${wanted}` },
    ]);
  const controller = data.policy.controller.id;
  const hashed = hashIdentifier(heed.vault, controller, input.identifier, input.country);
  const known = [...(await findIdentifiers(heed.db, controller, hashed.hashes)).values()][0];
  const issued = Math.floor(Date.now() / 1000);
  const write = (use: LinkUse, list?: LinkList) =>
    writeLink(heed.vault, controller, {
      use,
      issued,
      kind: hashed.kind,
      identifier: known?.id ?? null,
      hash: hashed.hash,
      key_version: hashed.key_version,
      list,
    });
  const list: LinkList = { channel: input.channel, purpose: input.purpose, topic: input.topic };
  const asked = knownLanguage(input.language);
  const more = asked && languagesOf(policy).includes(asked) ? `?lang=${asked}` : '';
  const stop = policyUrl(policy, origin, `/${id}/stop/${write('stop', list)}${more}`);
  return {
    list_unsubscribe: `<${stop}>`,
    list_unsubscribe_post: 'List-Unsubscribe=One-Click',
    stop_url: stop,
    preferences_url: policyUrl(policy, origin, `/${id}/preferences/${write('preferences')}${more}`),
    starts_until: new Date((issued + STARTS_FOR_SECONDS) * 1000).toISOString(),
  };
}
