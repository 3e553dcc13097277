import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/** First keys of the advisory locks, so that Heed's never meet. All are released with the transaction. */
export const LOCK = { migrations: 7301, ledger: 7302, subject: 7303 } as const;

/** Above this many subjects one exclusive lock on the ledger is cheaper than the server's lock table. */
const MANY = 200;

/**
 * What a writer holds while it writes: the ledger shared (so that `withLedgerFrozen` can wait for it) and each
 * subject or suppressed hash alone. The clock is read only after this, which gives the facts of a subject one order.
 *
 * @param keys uuids of subjects, or hex hashes for people who are known by nothing else.
 */
export async function lockForWriting(tx: Kysely<Database>, keys: readonly string[]): Promise<void> {
  if (keys.length > MANY) return freezeLedger(tx);
  await sql`/* once: lock-for-writing */
    ${ledgerFirst} select pg_advisory_xact_lock(${sql.lit(LOCK.subject)}, h) from ledger ${thenInOrder(keys)}`.execute(
    tx,
  );
}

/** What a recorded decision holds: no fact about these keys can be recorded between its instant and its reading. */
export async function lockForReading(tx: Kysely<Database>, keys: readonly string[]): Promise<void> {
  await sql`/* once: lock-for-reading */
    ${ledgerFirst} select pg_advisory_xact_lock_shared(${sql.lit(LOCK.subject)}, h) from ledger ${thenInOrder(keys)}`.execute(
    tx,
  );
}

/** The ledger's own lock comes first, and also where there are no keys. */
const ledgerFirst = sql`with ledger as materialized (select pg_advisory_xact_lock_shared(${sql.lit(LOCK.ledger)}, 0))`;

/** In one order for everybody, so that two writers never wait for each other. */
function thenInOrder(keys: readonly string[]) {
  return sql`left join (select distinct hashtext(k) as h
    from jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb) as k order by h) as keys on true`;
}

/** Waits for every writer and keeps new ones out until the transaction ends. */
export async function freezeLedger(tx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK.ledger)}, 0)`.execute(tx);
}
