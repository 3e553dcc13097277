import { sql } from 'kysely';
import type { KeyName } from '../db/load-keys.ts';
import type { Heed } from '../heed.ts';

/** How many rows stand under one version of a key. */
export interface KeyUse {
  readonly version: number;
  /** Rows that a rotation moves: wrapped keys, or hashes of known identifiers. */
  readonly movable: number;
  /** Suppressions: their hash is all there is, so they stay under the version that made them. */
  readonly fixed: number;
}

/** What each version of a key is still needed for, lowest version first. */
export async function keyUse(heed: Heed, key: KeyName): Promise<KeyUse[]> {
  const query =
    key === 'master'
      ? sql<KeyUse>`select master_version as version, count(*)::int as movable, 0 as fixed
          from subject_key group by master_version order by 1`
      : sql<KeyUse>`select version, sum(movable)::int as movable, sum(fixed)::int as fixed from (
          select key_version as version, count(*) as movable, 0 as fixed from identifier group by key_version
          union all
          select key_version, 0, count(*) from suppression group by key_version) as used group by version order by 1`;
  return (await query.execute(heed.db)).rows;
}
