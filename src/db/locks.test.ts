import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Heed } from '../heed.ts';
import { LOCK, lockForReading, lockForWriting } from './locks.ts';
import { describeStores } from './testing/stores.ts';

describeStores('locks', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });

  const held = (take: typeof lockForReading, keys: readonly string[]) =>
    heed.db.transaction().execute(async (tx) => {
      await take(tx, keys);
      const { rows } = await sql<{ lock: number; mode: string }>`
        select classid::bigint::integer as lock, mode from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() order by classid, objid`.execute(tx);
      return rows.map(({ lock, mode }) => [lock, mode]);
    });

  it('holds the ledger shared and each key alone while writing', async () => {
    expect(await held(lockForWriting, ['one', 'two', 'one'])).toEqual([
      [LOCK.ledger, 'ShareLock'],
      [LOCK.subject, 'ExclusiveLock'],
      [LOCK.subject, 'ExclusiveLock'],
    ]);
  });

  it('holds ledger and keys shared while reading', async () => {
    expect(await held(lockForReading, ['one'])).toEqual([
      [LOCK.ledger, 'ShareLock'],
      [LOCK.subject, 'ShareLock'],
    ]);
  });

  it.each([lockForWriting, lockForReading])('holds the ledger also where there are no keys', async (take) => {
    expect(await held(take, [])).toEqual([[LOCK.ledger, 'ShareLock']]);
  });

  it('takes the ledger alone for very many keys', async () => {
    const many = Array.from({ length: 201 }, (_, i) => `key ${i}`);
    expect(await held(lockForWriting, many)).toEqual([[LOCK.ledger, 'ExclusiveLock']]);
  });
});
