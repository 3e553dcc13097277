import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import type { ClientConfig } from 'pg';
import { HeedError } from '../errors.ts';
import { migrate } from './migrate.ts';
import { isConnectionError } from './store-away.ts';
import type { Database } from './tables.ts';
import { watchPool } from './watch-pool.ts';

/** Where the data lives: in this process (a folder, or memory only), or on a PostgreSQL server. */
export type StoreLocation =
  | {
      readonly kind: 'pglite';
      readonly folder?: string;
      /** Start from this copy of a store (`snapshotPglite`) instead of an empty one. In memory only. */
      readonly snapshot?: Blob;
    }
  | { readonly kind: 'postgres'; readonly url: string };

/**
 * A statement that begins with such a comment, `/* once: record-choice *\/`, is parsed and planned once for each
 * connection, which for small statements is most of the server's work. The name belongs to one text.
 */
const PLANNED_ONCE = /^\s*\/\* once: ([a-z-]{1,60}) \*\//;

/**
 * Opens a store and brings its tables up to date. Closing is `db.destroy()`.
 *
 * @throws HeedError STORE_UNAVAILABLE when the server does not answer.
 */
export async function openStore(location: StoreLocation): Promise<Kysely<Database>> {
  const db =
    location.kind === 'pglite'
      ? await openPglite(location.folder, location.snapshot)
      : await openPostgres(location.url);
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy().catch(() => {});
    if (isConnectionError(error)) {
      throw new HeedError(
        'STORE_UNAVAILABLE',
        'The database does not answer. Check DATABASE_URL and that the server runs.',
        [],
        {
          cause: error,
        },
      );
    }
    throw error;
  }
  return db;
}

/** An empty store with its tables, as one file: opening a copy takes a quarter of the time of making one. */
export async function snapshotPglite(): Promise<Blob> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db);
  const snapshot = await pglite.dumpDataDir('none');
  await db.destroy();
  return snapshot;
}

async function openPglite(folder?: string, snapshot?: Blob): Promise<Kysely<Database>> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create({ dataDir: folder, loadDataDir: snapshot });
  return new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
}

async function openPostgres(url: string): Promise<Kysely<Database>> {
  const { default: pg } = await import('pg');
  // Waiting for a free connection among many callers takes longer than a server that runs takes to answer.
  class Client extends pg.Client {
    constructor(config?: ClientConfig) {
      super({
        ...config,
        connectionTimeoutMillis: 10_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      });
    }
    // biome-ignore lint/suspicious/noExplicitAny: query has many forms; all but one pass as they are
    override query(text: any, ...rest: any[]): any {
      const name = typeof text === 'string' ? PLANNED_ONCE.exec(text)?.[1] : undefined;
      return name ? super.query({ name, text }, ...(rest as [])) : super.query(text, ...(rest as []));
    }
  }
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 30_000, Client });
  // A connection that drops while idle must not end the process; the next query opens another.
  pool.on('error', () => {});
  // Nor may one that drops inside a transaction, between two statements; the next statement finds out.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: watchPool(pool) }) });
}
