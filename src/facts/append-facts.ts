import { type Kysely, sql } from 'kysely';
import { journalFacts } from '../contacts/erasure-journal.ts';
import { anyHash } from '../db/any-of.ts';
import { lockForWriting } from '../db/locks.ts';
import type { Database } from '../db/tables.ts';
import { inTransaction } from '../db/transactions.ts';
import type { Heed } from '../heed.ts';
import { publicId, uuidOf } from '../ids.ts';
import { requireApart } from '../policy/kept-apart.ts';
import { unknownSubject } from './known-facts.ts';
import { prepareFact } from './prepare-fact.ts';
import { rebuildProjections } from './project-facts.ts';
import type { NewFact } from './schema.ts';
import { requireSubjectKey } from './subject-keys.ts';
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
  const subject = uuidOf('sub', input.subject);
  if (!subject) throw unknownSubject();
  return inTransaction(heed, async ({ db, vault, folder }) => {
    await lockForWriting(db, [subject]);
    const stored = await requireSubjectKey(db, subject, input.controller);
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
    const repeats = rows.filter(({ id }) => !added.has(id));
    const known = await idsOf(
      db,
      subject,
      repeats.map(({ digest }) => digest),
    );
    return {
      facts: rows.map(({ id, digest }) =>
        added.has(id)
          ? { id: publicId('fact', id), added: true }
          : { id: publicId('fact', known.get(digest)!), added: false },
      ),
      recorded_at: added.size > 0 ? recordedAt : null,
    };
  });
}

/** The facts of a subject that have these digests (hex), by digest. */
async function idsOf(
  db: Kysely<Database>,
  subject: string,
  digests: readonly string[],
): Promise<Map<string, string>> {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{ id: string; digest: string }>`
    select id, encode(digest, 'hex') as digest from fact where subject = ${subject}::uuid and digest = ${anyHash(digests)}`.execute(
    db,
  );
  return new Map(rows.map(({ id, digest }) => [digest, id]));
}
