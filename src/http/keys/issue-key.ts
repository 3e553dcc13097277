import type { Heed } from '../../heed.ts';
import { newUuid, publicId } from '../../ids.ts';
import { formatKey, hashSecret, newSecret } from './key-format.ts';
import { presentKey, selectKeys } from './queries.ts';
import type { ApiKey, NewKey } from './schema.ts';

/** The nil uuid: only one process can insert it. */
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/** What a call that may be tried again brings along, so that every try issues the same key. */
export interface SameKey {
  /** Uuid of the key. */
  readonly id: string;
  /** 256 random bits. */
  readonly secret: Buffer;
}

/** Issues a key. `key` in the answer is the only copy of it there will ever be. */
export async function issueKey(heed: Heed, input: NewKey, same?: SameKey): Promise<ApiKey & { key: string }> {
  const id = same?.id ?? newUuid();
  const secret = same?.secret.toString('base64url') ?? newSecret();
  await insertKey(heed, id, secret, input);
  return present(heed, id, secret);
}

/**
 * Issues the key that the first start prints, or gives undefined when it was issued before, even if it has been
 * revoked since: `heed apikey new` makes further ones.
 */
export async function issueFirstKey(heed: Heed): Promise<string | undefined> {
  const secret = newSecret();
  const name = 'First key, printed at the first start';
  if (!(await insertKey(heed, FIRST_KEY, secret, { name, scopes: ['admin'] }))) return undefined;
  return (await present(heed, FIRST_KEY, secret)).key;
}

/** Returns whether there was none with that id. */
async function insertKey(heed: Heed, id: string, secret: string, input: NewKey): Promise<boolean> {
  const inserted = await heed.db
    .insertInto('api_key')
    .values({
      id,
      name: input.name,
      scopes: [...new Set(input.scopes)],
      secret_hash: hashSecret(secret),
      expires_at: input.expires_at ?? null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

async function present(heed: Heed, id: string, secret: string): Promise<ApiKey & { key: string }> {
  const row = await selectKeys(heed).where('id', '=', id).executeTakeFirstOrThrow();
  return { ...presentKey(row), key: formatKey(publicId('key', id), secret) };
}
