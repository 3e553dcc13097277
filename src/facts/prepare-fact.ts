import { instantText } from '../db/instants.ts';
import type { Vault } from '../db/vault.ts';
import { newUuid, publicId } from '../ids.ts';
import { contentOf, encodeFact, leafHash } from './encode-fact.ts';
import type { ClearFields, NewFact, StoredFact, StoredType } from './schema.ts';

/** A fact as a row of the ledger, bytes in hex so that a batch travels as one JSON parameter. */
export interface FactRow {
  readonly subject: string;
  readonly id: string;
  readonly controller: string;
  readonly identifier: string | null;
  readonly type: string;
  readonly happened_at: string | null;
  readonly recorded_at: string;
  readonly actor: string;
  readonly clear: ClearFields;
  readonly sealed: string | null;
  readonly digest: string;
  readonly leaf: string;
}

export interface FactOwner {
  readonly controller: string;
  /** Uuid of the subject. */
  readonly subject: string;
  /** The subject's data key. */
  readonly key: Buffer;
}

/** Seals, encodes and hashes a fact for the instant at which it will be recorded. */
export function prepareFact(
  vault: Vault,
  owner: FactOwner,
  fact: NewFact,
  recordedAt: string,
  actor: string,
): FactRow {
  const { type, at, evidence, identifier = null, ...rest } = fact;
  const id = newUuid();
  const clear = withoutGaps(rest);
  const happened_at = at === undefined ? null : instantText(Date.parse(at));
  const subject = publicId('sub', owner.subject);
  const sealed = evidence
    ? vault.seal(owner.key, subject, publicId('fact', id), JSON.stringify(evidence))
    : null;
  const common = { controller: owner.controller, subject, identifier, type, happened_at, clear };
  const bytes = encodeFact({ ...common, id: publicId('fact', id), recorded_at: recordedAt, actor, sealed });
  return {
    subject: owner.subject,
    id,
    controller: owner.controller,
    identifier,
    type,
    happened_at,
    recorded_at: recordedAt,
    actor,
    clear,
    sealed: sealed?.toString('hex') ?? null,
    digest: vault.digest(owner.key, contentOf({ ...common, evidence: evidence ?? null })).toString('hex'),
    leaf: leafHash(bytes).toString('hex'),
  };
}

/** A row that was just added, as reading it back would give it. */
export function storedFact({
  subject: _,
  controller: __,
  happened_at,
  sealed,
  digest: ___,
  leaf: ____,
  ...row
}: FactRow): StoredFact {
  return {
    ...row,
    id: publicId('fact', row.id),
    type: row.type as StoredType,
    at: happened_at,
    has_evidence: sealed !== null,
  };
}

/** Instants in one spelling and no absent fields, so that equal facts have equal bytes. */
function withoutGaps(fields: ClearFields): ClearFields {
  const clear: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const instant = name === 'expires_at' || name === 'ended_at' || name === 'lifted_at';
    clear[name] = instant ? instantText(Date.parse(value as string)) : value;
  }
  return clear as ClearFields;
}
