import { sql } from 'kysely';
import { readInstant } from '../db/instants.ts';
import { decide } from '../decision/decide.ts';
import { type FactJson, factFromJson } from '../decision/parse-case.ts';
import type { Decision, DecisionRequest, Message, Subject } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import { engineFacts, profilesOf, subjectAt } from '../facts/engine-facts.ts';
import { factsOf } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { publicId, uuidOf } from '../ids.ts';
import { readPolicyVersion } from './policy-version.ts';

/** A decision as it was kept. */
export interface RecordedDecision {
  /** `dec_…` */
  readonly decision_id: string;
  /** `sub_…`, or null when nobody was known. */
  readonly subject: string | null;
  readonly controller: string;
  readonly channel: string;
  readonly purpose: string;
  readonly message: Message;
  /** RFC 3339 in microseconds: what was recorded up to then was read. */
  readonly known_at: string;
  readonly actor: string;
  readonly decision: Decision;
}

export interface ReplayedDecision extends RecordedDecision {
  /** The answer that the same inputs give today. */
  readonly replayed: Decision;
  /** Whether both are the same bytes. */
  readonly identical: boolean;
}

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly known: boolean;
  readonly controller: string;
  readonly identifier: string | null;
  readonly policy_hash: string;
  readonly question: { at: string; channel: string; purpose: string; message: Message; attributes: Subject };
  readonly outside_facts: readonly FactJson[];
  readonly known_at: string;
  readonly actor: string;
  readonly result: string;
}

/**
 * Decides again with the facts as known then, the suppressions and register entries read then, and the policy of
 * then, and says whether the answer is the same byte for byte.
 *
 * @throws HeedError UNKNOWN_DECISION
 */
export async function replayDecision(
  heed: Heed,
  input: { readonly decision: string; readonly policy?: string },
): Promise<ReplayedDecision> {
  const row = await readRow(heed, input.decision);
  if (
    input.policy !== undefined &&
    heed.policies.get(input.policy).data.policy.controller.id !== row.controller
  )
    throw unknown();
  const policy = await readPolicyVersion(heed, row.policy_hash);
  const history = row.known ? (await factsOf(heed.db, [row.subject], row.known_at)).get(row.subject)! : [];
  const { at, channel, purpose, message, attributes } = row.question;
  const request: DecisionRequest = {
    at: Date.parse(at),
    controller: policy.controller,
    subject: { ...attributes, ...subjectAt(profilesOf(history), Date.parse(at)) },
    channel,
    purpose,
    message,
    facts: [...engineFacts(history, row.identifier), ...row.outside_facts.map(factFromJson)],
  };
  const replayed = decide(request, policy.contact, row.known_at);
  return {
    decision_id: publicId('dec', row.id),
    subject: row.known ? publicId('sub', row.subject) : null,
    controller: row.controller,
    channel,
    purpose,
    message,
    known_at: row.known_at,
    actor: row.actor,
    decision: JSON.parse(row.result) as Decision,
    replayed,
    identical: JSON.stringify(replayed) === row.result,
  };
}

async function readRow(heed: Heed, decision: string): Promise<Row> {
  const id = uuidOf('dec', decision);
  if (!id) throw unknown();
  const { rows } = await sql<Row>`
    select id, subject, known, controller, identifier, policy_hash, question, outside_facts,
      ${readInstant('known_at')} as known_at, actor, result
    from decision where id = ${id}::uuid`.execute(heed.db);
  if (!rows[0]) throw id[14] === ROW_VERSION ? rowOfList() : unknown();
  return rows[0];
}

/** The version of a UUID that a screening makes for a row of its list; a recorded decision has one of version 7. */
const ROW_VERSION = '8';

function rowOfList(): HeedError {
  return new HeedError(
    'UNKNOWN_DECISION',
    'This id is of a row of a screened list, and those are not recorded one by one. Use heed screen explain ID --in DIR with the folder of its results, or find the row on the page of the screening.',
  );
}

function unknown(): HeedError {
  return new HeedError('UNKNOWN_DECISION', 'There is no such recorded decision. An id looks like dec_01k….');
}
