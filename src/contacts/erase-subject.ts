import { type Kysely, sql } from 'kysely';
import { lockForWriting } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { inTransaction } from '../db/transactions.ts';
import type { Fact } from '../decision/types.ts';
import { engineFacts } from '../facts/engine-facts.ts';
import { factsOf } from '../facts/known-facts.ts';
import { prepareFact } from '../facts/prepare-fact.ts';
import type { StoredFact } from '../facts/schema.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import { insertFacts, markRecorded, recordingInstant } from '../facts/write-facts.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { journalStops } from './erasure-journal.ts';
import { requireSubject } from './find-subject.ts';
import { forgetPerson } from './forget-person.ts';
import { type IdentifierRow, identifiersOf } from './identifiers.ts';
import type { Identifier } from './normalise.ts';
import { controllerOf } from './policy-in-force.ts';
import {
  insertSuppressions,
  type NewSuppression,
  SUPPRESSION_REASONS,
  type SuppressionReason,
} from './suppressions.ts';

export interface EraseSubjectInput {
  readonly policy: string;
  readonly subject?: string;
  readonly identifier?: Identifier;
  readonly actor: string;
}

export interface Erased {
  /** `sub_…`: the pseudonym that the remaining history keeps. */
  readonly subject: string;
  /** RFC 3339. */
  readonly erased_at: string;
  /** Suppressions that were written now. */
  readonly suppressions: number;
  /** False when the person had been erased before; nothing changed then. */
  readonly erased_now: boolean;
}

/**
 * Erases a person (GDPR Art 17): the key is destroyed, so that all that was sealed is unreadable, here and in copies;
 * identifiers go; their keyed hashes stay suppressed, with every stop the person had made; the pseudonymous history
 * stays. `docs/erasure.md` says which window remains.
 *
 * @throws HeedError UNKNOWN_SUBJECT, UNKNOWN_POLICY, INVALID_IDENTIFIER
 */
export async function eraseSubject(heed: Heed, input: EraseSubjectInput): Promise<Erased> {
  const controller = controllerOf(heed, input.policy);
  const subject = await requireSubject(heed, input);
  const uuid = uuidOf('sub', subject)!;
  return inTransaction(heed, async ({ db, vault }) => {
    const before = await identifiersOf(db, [uuid]);
    await lockForWriting(db, [uuid, ...before.map((row) => row.hash)]);
    const stored = (await subjectKeys(db, [uuid])).get(uuid);
    if (!stored) return { subject, erased_at: await erasedAt(db, uuid), suppressions: 0, erased_now: false };

    const recordedAt = await recordingInstant(db, [uuid]);
    const at = new Date(Date.parse(recordedAt)).toISOString();
    const owner = { controller, subject: uuid, key: vault.openSubjectKey(uuid, stored) };
    const facts = (await factsOf(db, [uuid])).get(uuid)!;
    // Read again under the lock: an identifier may have been added meanwhile.
    const identifiers = await identifiersOf(db, [uuid]);
    const scope = { controller, actor: input.actor };
    const suppressions = identifiers.flatMap((row) => suppressionsFor(row, facts, at, scope));
    const written = await insertSuppressions(db, suppressions, recordedAt);
    await insertFacts(db, [prepareFact(vault, owner, { type: 'erasure', at }, recordedAt, input.actor)]);
    await markRecorded(db, [uuid], recordedAt);
    await destroy(db, uuid, recordedAt);
    await journalStops(
      db,
      heed.folder,
      written.filter((id) => id !== null).map((id) => uuidOf('sup', id)!),
      uuid,
    );
    return { subject, erased_at: at, suppressions: written.filter(Boolean).length, erased_now: true };
  });
}

/** What is kept of a person for one identifier: the erasure, and each stop with its own scope and time. */
function suppressionsFor(
  { kind, hash, id, key_version }: IdentifierRow,
  facts: readonly StoredFact[],
  erasedAt: string,
  scope: Pick<NewSuppression, 'controller' | 'actor'>,
): NewSuppression[] {
  const stops = engineFacts(facts, id).flatMap(asStop);
  return [
    { ...scope, kind, hash, key_version, reason: 'erasure', happened_at: erasedAt },
    ...stops.map((stop) => ({
      ...scope,
      kind,
      hash,
      key_version,
      reason: stop.reason,
      channels: stop.fact.channels,
      purposes: stop.fact.purposes,
      topics: stop.fact.topics,
      happened_at: new Date(stop.fact.at).toISOString(),
    })),
  ];
}

/**
 * A stop is carried over whether or not a later consent lifted it: that consent goes with the erasure, and only a new
 * act of the person opens contact again, which lifts all of them alike.
 */
function asStop(fact: Fact): { reason: SuppressionReason; fact: Fact }[] {
  if (fact.type === 'refusal_offered' && fact.used) {
    return [{ reason: 'objection', fact: { ...fact, channels: ['email', 'sms', 'social_dm'] } }];
  }
  const reason = SUPPRESSION_REASONS.find((one) => one === fact.type && one !== 'erasure');
  return reason ? [{ reason, fact }] : [];
}

async function destroy(db: Kysely<Database>, subject: string, at: string): Promise<void> {
  await forgetPerson(db, subject);
  await sql`update subject set erased_at = ${at}::timestamptz where id = ${subject}::uuid`.execute(db);
}

async function erasedAt(db: Kysely<Database>, subject: string): Promise<string> {
  const { rows } = await sql<{
    at: Date | string;
  }>`select erased_at as at from subject where id = ${subject}::uuid`.execute(db);
  return new Date(rows[0]!.at).toISOString();
}
