import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Heed } from '../heed.ts';
import { StoreAway } from './store-away.ts';
import { storeError } from './store-error.ts';
import { newTestDatabase, openPostgresHeed } from './testing/stores.ts';
import { watchPool } from './watch-pool.ts';

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

it('lets statements go on while others are answered, though no new connection comes through', async () => {
  const { url, drop } = await newTestDatabase();
  const target = new URL(url);
  let closed = false;
  const door = createServer((client) => {
    if (closed) return client.destroy();
    const server = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one
        .on('error', () => {})
        .on('close', () => other.destroy())
        .pipe(other);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const by = new URL(url);
  by.hostname = '127.0.0.1';
  by.port = String((door.address() as AddressInfo).port);
  const pool = watchPool(
    new pg.Pool({ connectionString: by.href, max: 2 }).on('connect', (client) =>
      client.on('error', () => {}),
    ),
  );
  const [long, short] = [await pool.connect(), await pool.connect()];
  closed = true;
  let done = false;
  const slept = long.query('select 1 as done from pg_sleep(8)').finally(() => {
    done = true;
  });
  while (!done) await Promise.all([short.query('select 1'), wait(200)]);
  expect((await slept).rows).toEqual([{ done: 1 }]);
  for (const client of [long, short]) client.release();
  await pool.end();
  door.close();
  await drop();
}, 60_000);

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
