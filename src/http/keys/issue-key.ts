import type { Heed } from '../../heed.ts';
import { newUuid, publicId } from '../../ids.ts';
import { formatKey, hashSecret, newSecret } from './key-format.ts';
import { presentKey, selectKeys } from './queries.ts';
import type { ApiKey, NewKey } from './schema.ts';

/** The nil uuid: only one process can insert it. */
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/** Issues a key. `key` in the answer is the only copy of it there will ever be. */
export async function issueKey(heed: Heed, input: NewKey): Promise<ApiKey & { key: string }> {
  return (await insertKey(heed, newUuid(), input))!;
}

/**
 * Issues the key that the first start prints, or gives undefined when it was issued before, even if it has been
 * revoked since: `heed apikey new` makes further ones.
 */
export async function issueFirstKey(heed: Heed): Promise<string | undefined> {
  const issued = await insertKey(heed, FIRST_KEY, {
    name: 'First key, printed at the first start',
    scopes: ['admin'],
  });
  return issued?.key;
}

async function insertKey(
  heed: Heed,
  id: string,
  input: NewKey,
): Promise<(ApiKey & { key: string }) | undefined> {
  const secret = newSecret();
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
  if (inserted.numInsertedOrUpdatedRows !== 1n) return undefined;
  const row = await selectKeys(heed).where('id', '=', id).executeTakeFirstOrThrow();
  return { ...presentKey(row), key: formatKey(publicId('key', id), secret) };
}
