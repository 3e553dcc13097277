import { sql } from 'kysely';
import { journalFacts } from '../contacts/erasure-journal.ts';
import { lockForWriting } from '../db/locks.ts';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { requireApart } from '../policy/kept-apart.ts';
import { subjectUuid } from './known-facts.ts';
import { prepareFact } from './prepare-fact.ts';
import { rebuildProjections } from './project-facts.ts';
import type { NewFact } from './schema.ts';
import { subjectKeys } from './subject-keys.ts';
import { insertFacts, markRecorded, recordingInstant } from './write-facts.ts';

export interface AppendedFact {
  /** `fact_…`; of a repeat, the one that was there. */
  readonly id: string;
  readonly added: boolean;
}

export interface AppendedFacts {
  /** In the order of the input. */
  readonly facts: readonly AppendedFact[];
  /** RFC 3339 in microseconds, one for all that were added; null when all were repeats. */
  readonly recorded_at: string | null;
}

export interface AppendFactsInput {
  readonly controller: string;
  /** `sub_…` */
  readonly subject: string;
  readonly facts: readonly NewFact[];
  /** Who records it: `key:…`, `import:…`, `cli`, `demo`. Never a person's name or address. */
  readonly actor: string;
}

/**
 * Adds facts to a person's history, all or none. Facts that are already there change nothing. Once this returns,
 * every decision sees them. It does not ask whether a consent has evidence; `addFact` does.
 *
 * @throws HeedError VALIDATION for what the policy keeps apart from people, UNKNOWN_SUBJECT, SUBJECT_ERASED, PAYLOAD_TOO_LARGE
 */
export async function appendFacts(heed: Heed, input: AppendFactsInput): Promise<AppendedFacts> {
  requireApart(heed.policies, input.controller, input.facts);
  const subject = await subjectUuid(heed, input.subject, input.controller);
  return inTransaction(heed, async ({ db, vault, folder }) => {
    await lockForWriting(db, [subject]);
    const stored = (await subjectKeys(db, [subject])).get(subject);
    if (!stored) throw new HeedError('SUBJECT_ERASED');
    const owner = { controller: input.controller, subject, key: vault.openSubjectKey(subject, stored) };
    const recordedAt = await recordingInstant(db, [subject]);
    const rows = input.facts.map((fact) => prepareFact(vault, owner, fact, recordedAt, input.actor));
    const added = await insertFacts(db, rows);
    if (added.size > 0) {
      await markRecorded(db, [subject], recordedAt);
      await rebuildProjections(db, [subject], recordedAt);
      await journalFacts(
        db,
        folder,
        rows.filter(({ id }) => added.has(id)),
      );
    }
    const { rows: known } = await sql<{ id: string; digest: string }>`
      select id, encode(digest, 'hex') as digest from fact where subject = ${subject}::uuid and digest in (
        select decode(d, 'hex') from jsonb_array_elements_text(${JSON.stringify(rows.map((row) => row.digest))}::text::jsonb) as d
      )`.execute(db);
    const idByDigest = new Map(known.map((row) => [row.digest, row.id]));
    return {
      facts: rows.map((row) => ({
        id: publicId('fact', idByDigest.get(row.digest)!),
        added: added.has(row.id),
      })),
      recorded_at: added.size > 0 ? recordedAt : null,
    };
  });
}
