import { CHANNELS, type Subject } from '../decision/types.ts';
import type { Heed } from '../heed.ts';
import { requireSubject } from './find-subject.ts';
import { askEngine, gatherContact } from './gather-contact.ts';
import { parseInstant } from './instants.ts';
import type { Identifier } from './normalise.ts';
import { policyInForce } from './policy-in-force.ts';
import { resolveAddressees } from './resolve-addressees.ts';

export interface Permission {
  readonly channel: string;
  readonly purpose: string;
  /** Null: a message about nothing in particular, which the stop of any topic covers. */
  readonly topic: string | null;
  readonly decision: 'allow' | 'deny';
  readonly reason: string;
  /** RFC 3339, or null while nothing but a new fact changes it. */
  readonly changes_at: string | null;
}

export interface Permissions {
  /** `sub_…` */
  readonly subject: string;
  /** RFC 3339. */
  readonly at: string;
  readonly profile: Subject;
  readonly permissions: readonly Permission[];
}

const MARKETING: ReadonlySet<string> = new Set(['direct_marketing', 'third_party_promotion']);

/**
 * What a person may be contacted for: every channel, each marketing purpose that the policy states, every topic of
 * it. Each cell is the engine's own answer for a compliant message.
 *
 * @throws HeedError UNKNOWN_POLICY, UNKNOWN_SUBJECT, INVALID_IDENTIFIER, VALIDATION
 */
export async function listPermissions(
  heed: Heed,
  input: {
    readonly policy: string;
    readonly subject?: string;
    readonly identifier?: Identifier;
    readonly at?: string;
    readonly asKnownAt?: string;
  },
): Promise<Permissions> {
  const policy = policyInForce(heed, input.policy);
  const at = input.at === undefined ? Date.now() : parseInstant(input.at, '/at');
  if (input.asKnownAt !== undefined) parseInstant(input.asKnownAt, '/as_known_at');
  const subject = await requireSubject(heed, input);
  const { purposes, topics } = heed.policies.get(input.policy).data.purposes;
  const marketing = [...new Set(purposes.map((purpose) => purpose.contact_as))].filter(
    (one) => one && MARKETING.has(one),
  );
  const permissions: Permission[] = [];
  let profile: Subject = {};
  for (const channel of CHANNELS) {
    const addressees = await resolveAddressees(heed, policy.controller.id, { subject, channel });
    const gathered = await gatherContact(heed, policy.controller.id, addressees, {
      at,
      knownAt: input.asKnownAt,
    });
    profile = gathered[0]!.subject;
    for (const purpose of marketing as string[]) {
      for (const topic of [null, ...topics.map(({ id }) => id)]) {
        const question = { at, channel, purpose, message: topic === null ? {} : { topic } };
        const { decision, reason, changes_at } = askEngine(
          gathered,
          policy,
          question,
          input.asKnownAt ?? null,
        ).decision;
        permissions.push({ channel, purpose, topic, decision, reason, changes_at });
      }
    }
  }
  return { subject, at: new Date(at).toISOString(), profile, permissions };
}
