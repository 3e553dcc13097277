import { type Kysely, sql } from 'kysely';
import { gatherIn } from '../../db/gather.ts';
import type { Database } from '../../db/tables.ts';
import type { Heed } from '../../heed.ts';
import { publicId, uuidOf } from '../../ids.ts';
import type { Scope } from '../auth/scopes.ts';
import { parseKey, secretMatches } from './key-format.ts';
import { isScope } from './queries.ts';

export interface ActiveKey {
  readonly id: string;
  readonly scopes: readonly Scope[];
}

/** Compared against when there is no such key, so that answering takes as long. */
const NO_HASH = Buffer.alloc(32);

/** The key behind a presented text, if it is right, not revoked and not past its end. Read afresh each time. */
export async function checkKey(heed: Heed, text: string): Promise<ActiveKey | undefined> {
  const parsed = parseKey(text);
  if (!parsed) return undefined;
  const row = await activeRow(heed, parsed.id);
  const matches = secretMatches(parsed.secret, row?.secret_hash ?? NO_HASH);
  return row && matches ? toActiveKey(row) : undefined;
}

/** A key by its id alone, for sessions that were started with it. */
export async function findActiveKey(heed: Heed, id: string): Promise<ActiveKey | undefined> {
  const row = await activeRow(heed, id);
  return row && toActiveKey(row);
}

interface KeyRow {
  readonly id: string;
  readonly scopes: string[];
  readonly secret_hash: Uint8Array;
}

/** Requests that come together share one reading, which begins after each of them. */
const readKey = gatherIn(async (db: Kysely<Database>, ids: readonly string[]) => {
  const { rows } = await sql<KeyRow>`/* once: active-keys */
    select id::text as id, scopes, secret_hash from api_key
    where id = any(${[...new Set(ids)]}::uuid[]) and revoked_at is null
      and (expires_at is null or expires_at > now())`.execute(db);
  return ids.map((id) => rows.find((row) => row.id === id));
});

async function activeRow(heed: Heed, id: string): Promise<KeyRow | undefined> {
  const uuid = uuidOf('key', id);
  return uuid ? readKey(heed.db, uuid) : undefined;
}

function toActiveKey(row: KeyRow): ActiveKey {
  return { id: publicId('key', row.id), scopes: row.scopes.filter(isScope) };
}
