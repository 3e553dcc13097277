import type { Selectable } from 'kysely';
import { readInstant } from '../../db/instants.ts';
import type { Heed } from '../../heed.ts';
import { publicId } from '../../ids.ts';
import { SCOPE_NAMES, type Scope } from '../auth/scopes.ts';
import type { ApiKey } from './schema.ts';
import type { ApiKeyTable } from './table.ts';

/** All columns but the hash, instants as text. */
export function selectKeys(heed: Heed) {
  return heed.db
    .selectFrom('api_key')
    .select([
      'id',
      'name',
      'scopes',
      readInstant('created_at').as('created_at'),
      readInstant<string | null>('expires_at').as('expires_at'),
      readInstant<string | null>('revoked_at').as('revoked_at'),
    ]);
}

export type KeyRow = Omit<Selectable<ApiKeyTable>, 'secret_hash'>;

export function presentKey(row: KeyRow): ApiKey {
  return { ...row, id: publicId('key', row.id), scopes: row.scopes.filter(isScope) };
}

/** A scope that a later version dropped means nothing here. */
export function isScope(scope: string): scope is Scope {
  return (SCOPE_NAMES as readonly string[]).includes(scope);
}
