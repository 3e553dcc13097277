import { sql } from 'kysely';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { Receipt } from './schema.ts';
import { isOurReceipt } from './sign-receipt.ts';

/**
 * Deletes the record of a choice for whoever holds its receipt. The answer is the same whether it was still there.
 *
 * @throws HeedError FORBIDDEN for a receipt that this Heed did not sign, or that was changed
 */
export async function forgetConsent(heed: Heed, receipt: Receipt): Promise<void> {
  if (!isOurReceipt(heed, receipt)) throw new HeedError('FORBIDDEN', 'This receipt was not signed here.');
  await sql`with gone as (delete from cookie_consent where id = ${receipt.id}::uuid returning id)
    delete from cookie_consent_link where consent in (select id from gone)`.execute(heed.db);
}
