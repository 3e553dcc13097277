import type { Heed } from '../heed.ts';

/**
 * Runs the work in one transaction: the one that is already open, or a new one. The work must use the Heed it is
 * given; the demo store has a single connection, and the outer one would wait for itself.
 */
export async function inTransaction<T>(heed: Heed, work: (heed: Heed) => Promise<T>): Promise<T> {
  if (heed.db.isTransaction) return work(heed);
  return heed.db.transaction().execute((tx) => work({ ...heed, db: tx }));
}
