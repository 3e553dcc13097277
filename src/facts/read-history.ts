import { sql } from 'kysely';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { knownFacts, subjectUuid } from './known-facts.ts';
import type { Evidence, StoredFact } from './schema.ts';
import { subjectKeys } from './subject-keys.ts';

export interface HistoryEntry extends StoredFact {
  /** Opened for those who may see it; null without evidence, without leave, or after erasure. */
  readonly evidence: Evidence | null;
}

export interface HistoryInput {
  /** `sub_…` */
  readonly subject: string;
  /** RFC 3339: only what was recorded up to then. */
  readonly asKnownAt?: string;
  /** Open the evidence. Only for callers who may see it. */
  readonly evidence?: boolean;
}

/**
 * A person's history in the order it was recorded.
 *
 * @throws HeedError UNKNOWN_SUBJECT
 */
export async function readHistory(heed: Heed, input: HistoryInput): Promise<HistoryEntry[]> {
  const facts = await knownFacts(heed, input.subject, input.asKnownAt);
  const opened = input.evidence ? await openEvidence(heed, input.subject) : new Map<string, Evidence>();
  return facts.map((fact) => ({ ...fact, evidence: opened.get(fact.id) ?? null }));
}

/** All evidence of a person by fact id; empty once the key is destroyed. */
async function openEvidence(heed: Heed, subject: string): Promise<Map<string, Evidence>> {
  const uuid = await subjectUuid(heed, subject);
  const stored = (await subjectKeys(heed.db, [uuid])).get(uuid);
  if (!stored) return new Map();
  const key = heed.vault.openSubjectKey(uuid, stored);
  const { rows } = await sql<{ id: string; sealed: Uint8Array }>`
    select id, sealed from fact where subject = ${uuid}::uuid and sealed is not null`.execute(heed.db);
  return new Map(
    rows.map(({ id, sealed }) => {
      const fact = publicId('fact', id);
      return [fact, JSON.parse(heed.vault.open(key, publicId('sub', uuid), fact, sealed)) as Evidence];
    }),
  );
}
