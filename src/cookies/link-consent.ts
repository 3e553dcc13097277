import { type Kysely, sql } from 'kysely';
import { gatherIn } from '../db/gather.ts';
import { readInstant } from '../db/instants.ts';
import type { Database } from '../db/tables.ts';
import { HeedError } from '../errors.ts';
import { subjectUuid, unknownSubject } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { storedWords, type Words } from './stored-words.ts';

/** A choice as an access request shows it. */
export interface LinkedConsent {
  readonly id: string;
  readonly policy: string;
  readonly site: string;
  readonly declared: string;
  readonly wording: string;
  readonly granted: string[];
  readonly denied: string[];
  readonly method: string;
  readonly region: string;
  /** RFC 3339. */
  readonly recorded_at: string;
  /** What the visitor read, word for word. */
  readonly shown: Words;
}

/**
 * Notes that a choice was made by a known person, such as somebody signed in. For the organisation's own servers.
 *
 * @throws HeedError UNKNOWN_SUBJECT, UNKNOWN_POLICY; NOT_FOUND when the policy has no such choice
 */
export async function linkConsent(
  heed: Heed,
  input: { readonly policy: string; readonly consent: string; readonly subject: string },
  actor: string,
): Promise<void> {
  const controller = heed.policies.get(input.policy).data.policy.controller.id;
  const subject = await subjectUuid(heed, input.subject, controller);
  const { rows } = await sql`
    insert into cookie_consent_link (subject, consent, actor)
    select ${subject}::uuid, id, ${actor} from cookie_consent
    where id = ${input.consent}::uuid and controller = ${controller}
    on conflict (subject, consent) do update set actor = cookie_consent_link.actor
    returning consent`.execute(heed.db);
  if (rows.length === 0) throw new HeedError('NOT_FOUND', 'There is no such choice.');
}

interface ChoiceRow extends Omit<LinkedConsent, 'shown' | 'id'> {
  /** Null in the one row of a person with no choice. */
  readonly id: string | null;
}

/** The choices of people who are asked about together, by one statement; nothing for somebody who does not exist. */
const choicesOf = gatherIn(
  async (
    db: Kysely<Database>,
    people: readonly { readonly subject: string; readonly controller: string }[],
  ) => {
    const { rows } = await sql<ChoiceRow & { subject: string; owner: string }>`/* once: read-cookie-choices */
      select s.id::text as subject, s.controller as owner, c.id::text as id, c.policy, c.site, c.declared, c.wording,
        c.granted, c.denied, c.method, c.region, ${readInstant('c.recorded_at')} as recorded_at
      from subject s left join (cookie_consent_link l join cookie_consent c on c.id = l.consent)
        on l.subject = s.id and c.controller = s.controller
      where s.id = any(${people.map(({ subject }) => subject)}::uuid[])
      order by c.recorded_at, c.id`.execute(db);
    const bySubject = Map.groupBy(rows, ({ subject }) => subject);
    return people.map(({ subject, controller }) => {
      const found = bySubject.get(subject)?.filter(({ owner }) => owner === controller);
      return found?.length ? found.flatMap(({ subject: _, owner: __, ...choice }) => choice) : undefined;
    });
  },
);

/**
 * Every choice that is linked to a person, oldest first, with the words that were shown. One statement, and one more for
 * words that are not in memory.
 *
 * @throws HeedError UNKNOWN_SUBJECT, UNKNOWN_POLICY
 */
export async function consentsOf(
  heed: Heed,
  input: { readonly policy: string; readonly subject: string },
): Promise<LinkedConsent[]> {
  const controller = heed.policies.get(input.policy).data.policy.controller.id;
  const subject = uuidOf('sub', input.subject);
  const found = subject && (await choicesOf(heed.db, { subject, controller }));
  if (!found) throw unknownSubject();
  const choices = found.flatMap((row) => (row.id === null ? [] : [{ ...row, id: row.id }]));
  const words = await storedWords(
    heed,
    choices.map(({ wording }) => wording),
  );
  return choices.map((choice) => ({ ...choice, shown: words.get(choice.wording) ?? {} }));
}
