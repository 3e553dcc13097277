import { decide } from '../decision/decide.ts';
import { messageSchema } from '../decision/parse-case.ts';
import type { Decision, DecisionRequest, Fact, Message, Subject } from '../decision/types.ts';
import { engineFacts, profilesOf, subjectAt } from '../facts/engine-facts.ts';
import { factsOf } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { countryOfNumber } from './number-country.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import type { Addressee } from './resolve-addressees.ts';
import { suppressionFact, suppressionsOf } from './suppressions.ts';

/** Everything that is known for a contact to one address, before anything is asked. */
export interface Gathered {
  readonly addressee: Addressee;
  readonly subject: Subject;
  /** What was held to be true besides the ledger: a replay, which has no number to read it from, needs it. */
  readonly attributes: Subject;
  /** From the ledger. */
  readonly facts: readonly Fact[];
  /** Suppressions and register facts: what a replay cannot read from the ledger. */
  readonly outside: readonly Fact[];
}

export interface GatherOptions {
  /** Epoch ms of the contact. */
  readonly at: number;
  /** RFC 3339: only what was recorded up to then. */
  readonly knownAt?: string;
  /** Use the registers as they stood at `knownAt` too. Default true. */
  readonly pastRegisters?: boolean;
  /** What the caller holds to be true of the person; counts only where nothing is recorded. */
  readonly attributes?: Subject;
}

/** Reads history, suppressions and registers for the addresses of one person. */
export async function gatherContact(
  heed: Heed,
  controller: string,
  addressees: readonly Addressee[],
  { at, knownAt, pastRegisters = true, attributes }: GatherOptions,
): Promise<Gathered[]> {
  const uuid = addressees[0]?.subject;
  const history = uuid ? (await factsOf(heed.db, [uuid], knownAt)).get(uuid)! : [];
  const hashes = addressees.flatMap((addressee) => addressee.hashes);
  const suppressions = await suppressionsOf(heed.db, controller, hashes, knownAt);
  const registersAt = knownAt === undefined || !pastRegisters ? undefined : Date.parse(knownAt);
  const profile = subjectAt(profilesOf(history), at);
  return addressees.map((addressee) => {
    const stops = addressee.hashes.flatMap((hash) => suppressions.get(hash) ?? []).map(suppressionFact);
    const listed = addressee.e164 ? heed.registers.factsFor(addressee.e164, registersAt) : [];
    const held = attributes?.country ? attributes : { ...attributes, ...byNumber(addressee) };
    return {
      addressee,
      subject: { ...held, ...profile },
      attributes: held,
      facts: engineFacts(history, addressee.identifier),
      outside: [...stops, ...listed],
    };
  });
}

/** A number tells its country where nothing else does; what is recorded of the person goes before it. */
function byNumber({ e164 }: Addressee): Subject {
  const country = e164 === null ? undefined : countryOfNumber(e164);
  return country === undefined ? {} : { country };
}

export interface ContactQuestion {
  /** Epoch ms. */
  readonly at: number;
  readonly channel: string;
  readonly purpose: string;
  /** Fields that are left out count as compliant. */
  readonly message?: Partial<Message>;
}

export interface ContactAnswer {
  readonly gathered: Gathered;
  readonly request: DecisionRequest;
  readonly decision: Decision;
}

/** Asks the engine about each address; a denial of one is the answer. */
export function askEngine(
  gathered: readonly Gathered[],
  policy: PolicyInForce,
  { at, channel, purpose, message }: ContactQuestion,
  knownAt: string | null,
): ContactAnswer {
  const answers = gathered.map((one): ContactAnswer => {
    const request: DecisionRequest = {
      at,
      controller: policy.controller,
      subject: one.subject,
      channel,
      purpose,
      message: messageSchema.parse(message ?? {}),
      facts: [...one.facts, ...one.outside],
    };
    return { gathered: one, request, decision: decide(request, policy.contact, knownAt) };
  });
  return answers.find(({ decision }) => decision.decision === 'deny') ?? answers[0]!;
}
