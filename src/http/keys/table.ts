import type { Generated } from 'kysely';

/** Row of `api_key` (0200_api_key.sql). */
export interface ApiKeyTable {
  id: string;
  name: string;
  scopes: string[];
  secret_hash: Uint8Array;
  created_at: Generated<string>;
  expires_at: string | null;
  revoked_at: string | null;
}

declare module '../../db/tables.ts' {
  interface Database {
    api_key: ApiKeyTable;
  }
}
