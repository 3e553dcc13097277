import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type RawBuilder, sql } from 'kysely';
import { isMarkAlive, processMark } from '../../db/process-mark.ts';
import type { Heed } from '../../heed.ts';
import { newUuid } from '../../ids.ts';
import type { SealedRequest, StoredResponse } from './fingerprint.ts';

export type Claim =
  | { readonly state: 'mine'; readonly work: Work }
  | { readonly state: 'running' }
  | { readonly state: 'other' }
  | { readonly state: 'done'; readonly response: Uint8Array };

/** What every try of one call shares. */
export interface Work {
  /** Uuid for what the call makes. */
  readonly id: string;
  /** 256 random bits that are forgotten with the call. */
  readonly salt: Uint8Array;
}

/** Names this process among all that share the database. */
const owner = `${hostname()} ${processMark()}`;
/** Owner of a claim that its process gave up, because nobody heard what became of its work. */
const NOBODY = '';
/** The claims of this process that wait for their answer. */
const running = new Set<string>();

/**
 * Claims a request for this process, or says what became of it. The primary key decides between two at once.
 * A claim left without an answer, by a process that died or a database that went away, is taken over by the same
 * request: at once when it was given up or made on this machine, and otherwise after 15 minutes.
 */
export async function claimRequest(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<Claim> {
  // Before it can be seen, so that nobody here takes it for one that was left.
  running.add(claim);
  let mine = false;
  try {
    const found = await findOrClaim(heed, caller, request, claim);
    mine = found.state === 'mine';
    return found;
  } finally {
    if (!mine) running.delete(claim);
  }
}

async function findOrClaim(
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<Claim> {
  const fresh: Work = { id: newUuid(), salt: randomBytes(32) };
  const inserted = await sql`/* once: claim-request */
    insert into idempotency (caller, key_hash, fingerprint, claim, owner, work, salt)
    values (${caller}, ${request.keyHash}, ${request.fingerprint}, ${claim}, ${owner}, ${fresh.id}, ${fresh.salt})
    on conflict (caller, key_hash) do update
      set fingerprint = excluded.fingerprint, claim = excluded.claim, owner = excluded.owner, response = null,
        work = excluded.work, salt = excluded.salt, created_at = now()
      where idempotency.created_at < now() - interval '24 hours'
    returning claim`.execute(heed.db);
  if (inserted.rows.length > 0) return { state: 'mine', work: fresh };
  const found = await sql<Found>`
    select fingerprint, response, claim, owner, created_at < now() - interval '15 minutes' as old from idempotency
    where caller = ${caller} and key_hash = ${request.keyHash}`.execute(heed.db);
  const row = found.rows[0];
  // Released between the two statements: the first try failed, so the client may try again at once.
  if (!row) return { state: 'running' };
  if (!request.fingerprint.equals(row.fingerprint)) return { state: 'other' };
  if (row.response) return { state: 'done', response: row.response };
  if (!isLeft(row)) return { state: 'running' };
  const taken = await sql<Work>`
    update idempotency set claim = ${claim}, owner = ${owner}, created_at = now(),
      work = coalesce(work, ${fresh.id}), salt = coalesce(salt, ${fresh.salt})
    where caller = ${caller} and key_hash = ${request.keyHash} and claim = ${row.claim}::uuid and response is null
    returning work::text as id, salt`.execute(heed.db);
  const work = taken.rows[0];
  return work ? { state: 'mine', work: { id: work.id, salt: Buffer.from(work.salt) } } : { state: 'running' };
}

interface Found {
  readonly fingerprint: Uint8Array;
  readonly response: Uint8Array | null;
  readonly claim: string;
  readonly owner: string | null;
  readonly old: boolean;
}

/** Whether nobody works on a claim any more. Of other machines only time can tell. */
function isLeft({ claim, owner: by, old }: Found): boolean {
  if (by === NOBODY) return true;
  if (by === owner) return !running.has(claim);
  const host = `${hostname()} `;
  return old || (by?.startsWith(host) === true && !isMarkAlive(by.slice(host.length)));
}

/** Keeps the answer of a request that succeeded, for whoever repeats it. */
export const storeResponse = (
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
  response: StoredResponse,
): Promise<void> =>
  endClaim(
    heed,
    claim,
    sql`/* once: store-response */
      update idempotency set response = ${request.seal(response)} where ${claimed(caller, request, claim)}`,
  );

/** Lets go of a request that was refused: nothing was changed, and another may come under its key. */
export const releaseRequest = (
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<void> =>
  endClaim(heed, claim, sql`delete from idempotency where ${claimed(caller, request, claim)}`);

/** Gives a request up that failed: something may have been changed, so the next try of the same call goes on with it. */
export const giveUpRequest = (
  heed: Heed,
  caller: string,
  request: SealedRequest,
  claim: string,
): Promise<void> =>
  endClaim(
    heed,
    claim,
    sql`update idempotency set owner = ${NOBODY} where ${claimed(caller, request, claim)}`,
  );

/** The row of a request, as long as it is under this claim. */
const claimed = (caller: string, request: SealedRequest, claim: string) =>
  sql`caller = ${caller} and key_hash = ${request.keyHash} and claim = ${claim}`;

/** Whether or not the store hears of it, this process works on the request no more. */
async function endClaim(heed: Heed, claim: string, statement: RawBuilder<unknown>): Promise<void> {
  try {
    await statement.execute(heed.db);
  } finally {
    running.delete(claim);
  }
}

/** Deletes answers older than 24 hours; the server runs it once an hour. */
export async function forgetOldResponses(heed: Heed): Promise<void> {
  await sql`delete from idempotency where created_at < now() - interval '24 hours'`.execute(heed.db);
}
