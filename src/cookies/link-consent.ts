import { sql } from 'kysely';
import { readInstant } from '../db/instants.ts';
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

type ChoiceRow = Omit<LinkedConsent, 'shown' | 'id'> & { readonly id: string | null };

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
  const { rows } = await sql<ChoiceRow>`/* once: read-cookie-choices */
    select c.id::text as id, c.policy, c.site, c.declared, c.wording, c.granted, c.denied, c.method, c.region,
      ${readInstant('c.recorded_at')} as recorded_at
    from subject s left join (cookie_consent_link l join cookie_consent c on c.id = l.consent)
      on l.subject = s.id and c.controller = s.controller
    where s.id = ${uuidOf('sub', input.subject)}::uuid and s.controller = ${controller}
    order by c.recorded_at, c.id`.execute(heed.db);
  // The person's own row is always there, with nothing beside it where nothing is linked.
  if (rows.length === 0) throw unknownSubject();
  const choices = rows.flatMap((row) => (row.id === null ? [] : [{ ...row, id: row.id }]));
  const words = await storedWords(
    heed,
    choices.map(({ wording }) => wording),
  );
  return choices.map((choice) => ({ ...choice, shown: words.get(choice.wording) ?? {} }));
}
