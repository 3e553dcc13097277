import { hostname } from 'node:os';
import { sql } from 'kysely';
import { isMarkAlive, processMark } from '../../db/process-mark.ts';
import type { Heed } from '../../heed.ts';
import { newUuid } from '../../ids.ts';
import type { SealedRequest, StoredResponse } from './fingerprint.ts';

export type Claim =
  /** `work` is the same uuid for every try of the call. */
  | { readonly state: 'mine'; readonly work: string }
  | { readonly state: 'running' }
  | { readonly state: 'other' }
  | { readonly state: 'done'; readonly response: Uint8Array };

/** Names this process among all that share the database. */
const owner = `${hostname()} ${processMark()}`;
/** Owner of a claim that its process gave up, because nobody heard what became of its work. */
const NOBODY = '';
/** The claims of this process that wait for their answer. */
const running = new Set<string>();

/**
 * Claims a request for this process, or says what became of it. The primary key decides between two at once.
 * A claim left without an answer, by a process that died or a database that went away, is taken over: at once when it
 * was given up or made on this machine, and otherwise after 15 minutes.
 */
export async function claimRequest(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<Claim> {
  const claimed = await sql<{ work: string }>`/* once: claim-request */
    insert into idempotency (caller, key_hash, fingerprint, claim, owner, work)
    values (${caller}, ${request.keyHash}, ${request.fingerprint}, ${claim}, ${owner}, ${newUuid()}::uuid)
    on conflict (caller, key_hash) do update
      set fingerprint = excluded.fingerprint, claim = excluded.claim, owner = excluded.owner, response = null,
        work = case when idempotency.fingerprint = excluded.fingerprint
          and idempotency.created_at >= now() - interval '24 hours'
          then coalesce(idempotency.work, excluded.work) else excluded.work end,
        created_at = now()
      where idempotency.created_at < now() - interval '24 hours'
        or (idempotency.response is null and idempotency.created_at < now() - interval '15 minutes')
    returning work::text as work`.execute(heed.db);
  if (claimed.rows[0]) return mine(claim, claimed.rows[0].work);
  const found = await sql<Found>`
    select fingerprint, response, claim, owner from idempotency
    where caller = ${caller} and key_hash = ${request.keyHash}`.execute(heed.db);
  const row = found.rows[0];
  // Released between the two statements: the first try failed, so the client may try again at once.
  if (!row) return { state: 'running' };
  if (!request.fingerprint.equals(row.fingerprint)) return { state: 'other' };
  if (row.response) return { state: 'done', response: row.response };
  if (!isLeft(row)) return { state: 'running' };
  const taken = await sql<{ work: string }>`
    update idempotency set claim = ${claim}, owner = ${owner}, created_at = now(),
      work = coalesce(work, ${newUuid()}::uuid)
    where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${row.claim}::uuid and response is null
    returning work::text as work`.execute(heed.db);
  return taken.rows[0] ? mine(claim, taken.rows[0].work) : { state: 'running' };
}

function mine(claim: string, work: string): Claim {
  running.add(claim);
  return { state: 'mine', work };
}

interface Found {
  readonly fingerprint: Uint8Array;
  readonly response: Uint8Array | null;
  readonly claim: string;
  readonly owner: string | null;
}

/** Whether nobody works on a claim any more. Of other machines that cannot be told. */
function isLeft({ claim, owner: claimed }: Found): boolean {
  if (claimed === NOBODY) return true;
  if (claimed === owner) return !running.has(claim);
  const host = `${hostname()} `;
  return claimed?.startsWith(host) === true && !isMarkAlive(claimed.slice(host.length));
}

export async function storeResponse(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
  response: StoredResponse,
): Promise<void> {
  try {
    await sql`/* once: store-response */
      update idempotency set response = ${request.seal(response)}
      where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${claim}`.execute(heed.db);
  } finally {
    running.delete(claim);
  }
}

/** Lets go of a request that was refused: nothing was changed, and another may come under its key. */
export async function releaseRequest(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<void> {
  try {
    await sql`
      delete from idempotency
      where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${claim}`.execute(heed.db);
  } finally {
    running.delete(claim);
  }
}

/** Gives a request up that failed: something may have been changed, so the next try of the same call goes on with it. */
export async function giveUpRequest(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<void> {
  try {
    await sql`
      update idempotency set owner = ${NOBODY}
      where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${claim}`.execute(heed.db);
  } finally {
    running.delete(claim);
  }
}

/** Deletes answers older than 24 hours; the server runs it once an hour. */
export async function forgetOldResponses(heed: Heed): Promise<void> {
  await sql`delete from idempotency where created_at < now() - interval '24 hours'`.execute(heed.db);
}
