import { isActOfPerson } from '../decision/erasure.ts';
import { type FactJson, factFromJson } from '../decision/parse-case.ts';
import { HeedError } from '../errors.ts';
import { type AddedFact, addFact, addFactSchema } from '../facts/add-fact.ts';
import { readConsentSource } from '../facts/consent-source.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { hashIdentifier } from './identifiers.ts';
import { controllerOf } from './policy-in-force.ts';
import { suppressionsOf } from './suppressions.ts';

export interface Lifted extends AddedFact {
  /** How many suppressions of the address are older than the consent. What it covers is open again. */
  readonly overridden: number;
}

/**
 * The one lawful way back: a later, valid, proven consent that the person gave directly. Nothing is deleted; the
 * engine finds the consent later than the stop, for what the consent covers and no more. An import, a purchase or a
 * member of staff lifts nothing.
 *
 * @param json as `addFact` takes it: policy, identifier, and a `consent` fact with full evidence
 * @throws HeedError STOP_NOT_LIFTABLE, CONSENT_WITHOUT_EVIDENCE, and as `addFact`
 */
export async function liftSuppression(heed: Heed, json: unknown, actor: string): Promise<Lifted> {
  const parsed = addFactSchema.safeParse(json);
  // Let addFact say what is wrong with the shape.
  if (!parsed.success) return { ...(await addFact(heed, json, actor)), overridden: 0 };
  const input = parsed.data;
  const controller = controllerOf(heed, input.policy);
  if (!input.identifier) throw new HeedError('VALIDATION', 'Name the suppressed address as the identifier.');
  const consent = engineConsent(readConsentSource(heed, input.policy, input.fact), controller);
  const { hashes } = hashIdentifier(heed.vault, controller, input.identifier, input.country);
  const found = await suppressionsOf(heed.db, controller, hashes);
  const stops = hashes.flatMap((hash) => found.get(hash) ?? []);
  if (stops.length === 0)
    throw new HeedError('STOP_NOT_LIFTABLE', 'This address is not suppressed under this policy.');
  const latest = Math.max(...stops.map((stop) => Date.parse(stop.happened_at)));
  if (consent.at <= latest) {
    throw new HeedError(
      'STOP_NOT_LIFTABLE',
      'The consent is not later than the stop. Only a later act of the person lifts it.',
    );
  }
  return { ...(await addFact(heed, input, actor)), overridden: stops.length };
}

/** Refuses whatever is no valid direct consent of the person. */
function engineConsent(fact: NewFact, controller: string) {
  const { evidence: _, replaces: _replaces, ...fields } = fact;
  if (fact.type !== 'consent' || fact.at === undefined) {
    throw new HeedError('STOP_NOT_LIFTABLE', 'Only a consent that the person gave lifts a stop.');
  }
  const consent = factFromJson(fields as FactJson);
  if (!isActOfPerson(consent, controller)) {
    throw new HeedError(
      'STOP_NOT_LIFTABLE',
      'That is no valid consent of the person to this organisation: a list, a pre-ticked box or a policy text lifts nothing.',
    );
  }
  return consent;
}
