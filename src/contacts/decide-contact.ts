import { type Kysely, sql } from 'kysely';
import { databaseNow } from '../db/instants.ts';
import { lockForReading } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { inTransaction } from '../db/transactions.ts';
import { factToJson } from '../decision/parse-case.ts';
import type { Decision, Message, Subject } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { newUuid, publicId } from '../ids.ts';
import { askEngine, type Gathered, gatherContact } from './gather-contact.ts';
import { parseInstant } from './instants.ts';
import type { Identifier } from './normalise.ts';
import { type PolicyInForce, policyInForce } from './policy-in-force.ts';
import { keepPolicyVersion } from './policy-version.ts';
import { resolveAddressees } from './resolve-addressees.ts';

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
    throw new HeedError(
      'VALIDATION',
      'A recorded decision uses what is known now. Leave out as_known_at, or do not record.',
    );
  }
  if (input.record) return inTransaction(heed, (inner) => record(inner, input, policy, at));
  const addressees = await resolveAddressees(heed, policy.controller.id, input);
  const options = { at: at ?? Date.now(), knownAt: input.asKnownAt, attributes: input.attributes };
  const gathered = await gatherContact(heed, policy.controller.id, addressees, options);
  const { decision } = askEngine(gathered, policy, { ...input, at: options.at }, input.asKnownAt ?? null);
  return { decision_id: null, subject: subjectOf(gathered[0]!), decision };
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
  const options = {
    at: at ?? Date.parse(knownAt),
    knownAt,
    attributes: input.attributes,
    pastRegisters: false,
  };
  const gathered = await gatherContact(heed, policy.controller.id, addressees, options);
  const answer = askEngine(gathered, policy, { ...input, at: options.at }, knownAt);
  const id = newUuid();
  const question = {
    at: new Date(options.at).toISOString(),
    channel: input.channel,
    purpose: input.purpose,
    message: answer.request.message,
    attributes: answer.gathered.attributes,
  };
  await heed.db
    .insertInto('decision')
    .values({
      subject: subject ?? id,
      id,
      controller: policy.controller.id,
      known: subject !== null,
      identifier: answer.gathered.addressee.identifier,
      policy_hash: await keepPolicyVersion(heed, policy, knownAt),
      question: JSON.stringify(question),
      outside_facts: JSON.stringify(answer.gathered.outside.map(factToJson)),
      known_at: knownAt,
      actor: input.actor ?? 'local',
      result: JSON.stringify(answer.decision),
    })
    .execute();
  return { decision_id: publicId('dec', id), subject: subjectOf(answer.gathered), decision: answer.decision };
}

/** The clock, after the locks and never before anything recorded about the person. */
async function knowledgeInstant(db: Kysely<Database>, subject: string | null): Promise<string> {
  if (!subject) return databaseNow(db);
  const { rows } = await sql<{ at: string }>`/* once: knowledge-instant */
    select to_char(greatest(clock_timestamp(), last_recorded_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from subject where id = ${subject}::uuid`.execute(db);
  return rows[0]!.at;
}

function subjectOf({ addressee }: Gathered): string | null {
  return addressee.subject && publicId('sub', addressee.subject);
}
