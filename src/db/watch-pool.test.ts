import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Heed } from '../heed.ts';
import { StoreAway } from './store-away.ts';
import { storeError } from './store-error.ts';
import { openPostgresHeed } from './testing/stores.ts';

let heed: Heed;
beforeAll(async () => {
  heed = await openPostgresHeed();
});
afterAll(() => heed.close());

/** Ends the connection that runs the statement, as a server that goes away does. */
const BREAK = sql`do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$`;

it('lets a statement take as long as it needs while the server lives', async () => {
  const { rows } = await sql<{ done: number }>`select 1 as done from pg_sleep(8)`.execute(heed.db);
  expect(rows).toEqual([{ done: 1 }]);
});

it('says of a connection that broke inside a transaction that nothing was changed', async () => {
  const failed = await heed.db
    .transaction()
    .execute((tx) => BREAK.execute(tx))
    .catch((error: unknown) => error);
  expect(storeError(failed)).toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

it('says of a statement outside a transaction that its outcome is not known, unless it only reads', async () => {
  const wrote = await BREAK.execute(heed.db).catch((error: unknown) => error);
  expect(wrote).toBeInstanceOf(StoreAway);
  expect(storeError(wrote)).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  const read = await sql`select pg_terminate_backend(pg_backend_pid())`
    .execute(heed.db)
    .catch((error: unknown) => error);
  expect(storeError(read)).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect((await sql`select 1 as one`.execute(heed.db)).rows).toEqual([{ one: 1 }]);
});
