import { sql } from 'kysely';
import type { Heed } from '../../heed.ts';
import type { SealedRequest, StoredResponse } from './fingerprint.ts';

export type Claim =
  | { readonly state: 'mine' }
  | { readonly state: 'running' }
  | { readonly state: 'other' }
  | { readonly state: 'done'; readonly response: Uint8Array };

/**
 * Claims a request for this process, or says what became of it. The primary key decides between two at once.
 * A claim that got no answer within 15 minutes belonged to a process that died, and is taken over.
 */
export async function claimRequest(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<Claim> {
  const claimed = await sql`
    insert into idempotency (caller, key_hash, fingerprint, claim)
    values (${caller}, ${request.keyHash}, ${request.fingerprint}, ${claim})
    on conflict (caller, key_hash) do update
      set fingerprint = excluded.fingerprint, claim = excluded.claim, response = null, created_at = now()
      where idempotency.created_at < now() - interval '24 hours'
        or (idempotency.response is null and idempotency.created_at < now() - interval '15 minutes')
    returning claim`.execute(heed.db);
  if (claimed.rows.length > 0) return { state: 'mine' };
  const found = await sql<{ fingerprint: Uint8Array; response: Uint8Array | null }>`
    select fingerprint, response from idempotency
    where caller = ${caller} and key_hash = ${request.keyHash}`.execute(heed.db);
  const row = found.rows[0];
  // Released between the two statements: the first try failed, so the client may try again at once.
  if (!row) return { state: 'running' };
  if (!request.fingerprint.equals(row.fingerprint)) return { state: 'other' };
  return row.response ? { state: 'done', response: row.response } : { state: 'running' };
}

export async function storeResponse(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
  response: StoredResponse,
): Promise<void> {
  await sql`
    update idempotency set response = ${request.seal(response)}
    where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${claim}`.execute(heed.db);
}

export async function releaseRequest(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<void> {
  await sql`
    delete from idempotency
    where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${claim}`.execute(heed.db);
}

/** Deletes answers older than 24 hours; the server runs it once an hour. */
export async function forgetOldResponses(heed: Heed): Promise<void> {
  await sql`delete from idempotency where created_at < now() - interval '24 hours'`.execute(heed.db);
}
