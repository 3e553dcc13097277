import { type Kysely, sql } from 'kysely';
import { databaseNow } from '../db/instants.ts';
import { lockForReading } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { inTransaction } from '../db/transactions.ts';
import { decide } from '../decision/decide.ts';
import { factToJson, messageSchema } from '../decision/parse-case.ts';
import type { Decision, DecisionRequest, Fact, Message, Subject } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import { engineFacts, profilesOf, subjectAt } from '../facts/engine-facts.ts';
import { factsOf } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { newUuid, publicId } from '../ids.ts';
import type { Identifier } from './normalise.ts';
import { keepPolicyVersion } from './policy-version.ts';
import { type PolicyInForce, policyInForce } from './policy-in-force.ts';
import { type Addressee, resolveAddressees } from './resolve-addressees.ts';
import { suppressionFact, suppressionsOf } from './suppressions.ts';

export interface DecideContactInput {
  /** Id or alias. */
  readonly policy: string;
  /** `sub_…`; or an identifier, known or not. */
  readonly subject?: string;
  readonly identifier?: Identifier;
  readonly channel: string;
  readonly purpose: string;
  /** Fields that are left out count as compliant. */
  readonly message?: Partial<Message>;
  /** RFC 3339: the instant of the contact. Default: now. */
  readonly at?: string;
  /** RFC 3339: decide with what was recorded up to then. Not together with `record`. */
  readonly asKnownAt?: string;
  /** What the caller holds to be true of the person; counts only where nothing is recorded. */
  readonly attributes?: Subject;
  /** Keep the answer, so that it can be explained and replayed. */
  readonly record?: boolean;
  readonly actor?: string;
}

export interface ContactDecision {
  /** `dec_…` when it was recorded. */
  readonly decision_id: string | null;
  /** `sub_…`, or null for somebody unknown. */
  readonly subject: string | null;
  readonly decision: Decision;
}

/**
 * May we contact this person? Reads the whole history, the suppressions of the address and the registers, and asks
 * the engine. A person with several addresses for the channel is decided for each, and a denial of one is the answer.
 *
 * @throws HeedError UNKNOWN_POLICY, UNKNOWN_SUBJECT, INVALID_IDENTIFIER, VALIDATION
 */
export async function decideContact(heed: Heed, input: DecideContactInput): Promise<ContactDecision> {
  const policy = policyInForce(heed, input.policy);
  const at = input.at === undefined ? undefined : parseInstant(input.at, '/at');
  if (input.asKnownAt !== undefined) parseInstant(input.asKnownAt, '/as_known_at');
  if (input.record && input.asKnownAt !== undefined) {
    throw new HeedError('VALIDATION', 'A recorded decision uses what is known now. Leave out as_known_at, or do not record.');
  }
  if (input.record) return inTransaction(heed, (inner) => record(inner, input, policy, at));
  const addressees = await resolveAddressees(heed, policy.controller.id, input);
  const { best } = await decideEach(heed, input, policy, addressees, at ?? Date.now(), input.asKnownAt);
  return { decision_id: null, subject: subjectOf(best.addressee), decision: best.decision };
}

interface Answered {
  readonly addressee: Addressee;
  readonly request: DecisionRequest;
  /** Suppressions and register facts: what replaying cannot read from the ledger. */
  readonly outside: readonly Fact[];
  readonly decision: Decision;
}

async function decideEach(
  heed: Heed,
  input: DecideContactInput,
  policy: PolicyInForce,
  addressees: readonly Addressee[],
  at: number,
  knownAt: string | undefined,
): Promise<{ best: Answered }> {
  const subject = addressees[0]!.subject;
  const history = subject ? (await factsOf(heed.db, [subject], knownAt)).get(subject)! : [];
  const suppressions = await suppressionsOf(
    heed.db,
    policy.controller.id,
    addressees.flatMap((addressee) => addressee.hashes),
    knownAt,
  );
  const answers = addressees.map((addressee): Answered => {
    const stops = addressee.hashes.flatMap((hash) => suppressions.get(hash) ?? []).map(suppressionFact);
    const knownMs = knownAt === undefined ? undefined : Date.parse(knownAt);
    const listed = addressee.e164 ? heed.registers.factsFor(addressee.e164, input.record ? undefined : knownMs) : [];
    const outside = [...stops, ...listed];
    const request: DecisionRequest = {
      at,
      controller: policy.controller,
      subject: { ...input.attributes, ...subjectAt(profilesOf(history), at) },
      channel: input.channel,
      purpose: input.purpose,
      message: messageSchema.parse(input.message ?? {}),
      facts: [...engineFacts(history, addressee.identifier), ...outside],
    };
    return { addressee, request, outside, decision: decide(request, policy.contact, knownAt ?? null) };
  });
  return { best: answers.find((answer) => answer.decision.decision === 'deny') ?? answers[0]! };
}

async function record(
  heed: Heed,
  input: DecideContactInput,
  policy: PolicyInForce,
  at: number | undefined,
): Promise<ContactDecision> {
  const addressees = await resolveAddressees(heed, policy.controller.id, input);
  const subject = addressees[0]!.subject;
  await lockForReading(heed.db, [...(subject ? [subject] : []), ...addressees.flatMap((one) => one.hashes)]);
  const knownAt = await knowledgeInstant(heed.db, subject);
  const { best } = await decideEach(heed, input, policy, addressees, at ?? Date.parse(knownAt), knownAt);
  const id = newUuid();
  const { request, decision } = best;
  const question = {
    at: new Date(request.at).toISOString(),
    channel: request.channel,
    purpose: request.purpose,
    message: request.message,
    attributes: input.attributes ?? {},
  };
  await heed.db
    .insertInto('decision')
    .values({
      subject: subject ?? id,
      id,
      controller: policy.controller.id,
      known: subject !== null,
      identifier: best.addressee.identifier,
      policy_hash: await keepPolicyVersion(heed, policy, knownAt),
      question: JSON.stringify(question),
      outside_facts: JSON.stringify(best.outside.map(factToJson)),
      known_at: knownAt,
      actor: input.actor ?? 'local',
      result: JSON.stringify(decision),
    })
    .execute();
  return { decision_id: publicId('dec', id), subject: subjectOf(best.addressee), decision };
}

/** The clock, after the locks and never before anything recorded about the person. */
async function knowledgeInstant(db: Kysely<Database>, subject: string | null): Promise<string> {
  if (!subject) return databaseNow(db);
  const { rows } = await sql<{ at: string }>`
    select to_char(greatest(clock_timestamp(), last_recorded_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from subject where id = ${subject}::uuid`.execute(db);
  return rows[0]!.at;
}

function subjectOf(addressee: Addressee): string | null {
  return addressee.subject && publicId('sub', addressee.subject);
}

/** Epoch ms of an RFC 3339 instant with offset. Throws VALIDATION at the pointer. */
export function parseInstant(text: string, pointer: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    const detail = 'use an instant with offset, such as 2026-09-01T10:00:00+01:00';
    throw new HeedError('VALIDATION', `${pointer.slice(1)}: ${detail}`, [{ pointer, detail }]);
  }
  return ms;
}
