import { type Kysely, sql } from 'kysely';
import { anyUuid } from '../db/any-of.ts';
import { readTogether } from '../db/gather.ts';
import { readInstant } from '../db/instants.ts';
import type { Database } from '../db/tables.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { publicId, uuidOf } from '../ids.ts';
import type { ClearFields, StoredFact, StoredType } from './schema.ts';

interface Row {
  readonly subject: string;
  readonly id: string;
  readonly identifier: string | null;
  readonly type: string;
  readonly at: string | null;
  readonly recorded_at: string;
  readonly actor: string;
  readonly clear: ClearFields;
  readonly has_evidence: boolean;
}

/** What the ledger holds about some subjects, by uuid, in the order it was recorded. */
export async function factsOf(
  db: Kysely<Database>,
  subjects: readonly string[],
  knownAt?: string,
): Promise<Map<string, StoredFact[]>> {
  return subjects.length === 0 ? new Map() : readFacts(db, subjects, knownAt ?? null);
}

const readFacts = readTogether(async (db: Kysely<Database>, subjects, knownAt: string | null) => {
  const found = new Map<string, StoredFact[]>(subjects.map((subject) => [subject, []]));
  const { rows } = await sql<Row>`/* once: facts-of */
    select subject, id, identifier, type, ${readInstant<string | null>('happened_at')} as at,
      ${readInstant('recorded_at')} as recorded_at, actor, clear, sealed is not null as has_evidence
    from fact
    where subject = ${anyUuid(subjects)}
      and (${knownAt}::timestamptz is null or recorded_at <= ${knownAt}::timestamptz)
    order by seq`.execute(db);
  for (const { subject, ...row } of rows) {
    found.get(subject)!.push({
      ...row,
      id: publicId('fact', row.id),
      type: row.type as StoredType,
      at: row.at && `${row.at.slice(0, 23)}Z`,
    });
  }
  return found;
});

/**
 * Everything known about a person, in the order it was recorded.
 *
 * @param subject `sub_…`
 * @param knownAt RFC 3339: only what was recorded up to then, as it stood
 * @throws HeedError UNKNOWN_SUBJECT
 */
export async function knownFacts(heed: Heed, subject: string, knownAt?: string): Promise<StoredFact[]> {
  const uuid = await subjectUuid(heed, subject);
  return (await factsOf(heed.db, [uuid], knownAt)).get(uuid)!;
}

/** The uuid of a subject that exists. Throws UNKNOWN_SUBJECT otherwise, and for one of another controller. */
export async function subjectUuid(heed: Heed, subject: string, controller?: string): Promise<string> {
  const uuid = uuidOf('sub', subject);
  const row = uuid
    ? await heed.db.selectFrom('subject').select('controller').where('id', '=', uuid).executeTakeFirst()
    : undefined;
  if (!uuid || !row || (controller !== undefined && row.controller !== controller)) {
    throw unknownSubject();
  }
  return uuid;
}

/** What is thrown for a subject that does not exist, or that belongs to another controller. */
export function unknownSubject(): HeedError {
  return new HeedError(
    'UNKNOWN_SUBJECT',
    'There is no such subject. An id looks like sub_01k… and belongs to one policy.',
  );
}
