import type { Heed } from '../heed.ts';

/** Two writers waited for each other and the server let one go; it may simply try again. */
const RETRY: ReadonlySet<unknown> = new Set(['40P01', '40001']);

/**
 * Runs the work in one transaction: the one that is already open, or a new one. The work must use the Heed it is
 * given (the demo store has a single connection, and the outer one would wait for itself) and may run again after a
 * deadlock, so it changes nothing but the database.
 */
export async function inTransaction<T>(heed: Heed, work: (heed: Heed) => Promise<T>): Promise<T> {
  if (heed.db.isTransaction) return work(heed);
  for (let attempt = 1; ; attempt++) {
    try {
      return await heed.db.transaction().execute((tx) => work({ ...heed, db: tx }));
    } catch (error) {
      if (attempt === 5 || !RETRY.has((error as { code?: unknown }).code)) throw error;
    }
  }
}
