import { sql } from 'kysely';
import type { Heed } from '../heed.ts';
import { choiceDays } from './declared.ts';

/** How long a record outlives the choice: long enough to answer for it, as UK GDPR Art 7(1) asks. */
const PROOF_DAYS = 365;

/** Deletes records whose choice has run out and whose time as proof is over. Returns how many. */
export async function deleteOldConsents(heed: Heed): Promise<number> {
  let deleted = 0;
  for (const policy of heed.policies.list()) {
    const { rows } = await sql<{ id: string }>`
      with gone as (
        delete from cookie_consent
        where controller = ${policy.data.policy.controller.id} and policy = ${policy.id}
          and recorded_at < now() - make_interval(days => ${choiceDays(policy) + PROOF_DAYS})
        returning id
      ), unlinked as (
        delete from cookie_consent_link where consent in (select id from gone)
      )
      select id::text as id from gone`.execute(heed.db);
    deleted += rows.length;
  }
  return deleted;
}
