import { sql } from 'kysely';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { uuidOf } from '../../ids.ts';
import { presentKey, selectKeys } from './queries.ts';
import type { ApiKey } from './schema.ts';

/**
 * Revokes a key at once, with every session that was started with it. Revoking twice keeps the first time.
 *
 * @throws HeedError UNKNOWN_API_KEY
 */
export async function revokeKey(heed: Heed, id: string): Promise<ApiKey> {
  const uuid = uuidOf('key', id);
  if (!uuid) throw new HeedError('UNKNOWN_API_KEY', 'A key id looks like key_ and 26 letters and digits.');
  await heed.db
    .updateTable('api_key')
    .set({ revoked_at: sql`coalesce(revoked_at, now())` as never })
    .where('id', '=', uuid)
    .execute();
  const row = await selectKeys(heed).where('id', '=', uuid).executeTakeFirst();
  if (!row) throw new HeedError('UNKNOWN_API_KEY');
  return presentKey(row);
}
