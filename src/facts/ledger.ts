import { sql } from 'kysely';
import { databaseNow } from '../db/instants.ts';
import { freezeLedger } from '../db/locks.ts';
import { inTransaction } from '../db/transactions.ts';
import { STOP_TYPES } from '../decision/types.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';

/** A place in the ledger: everything before it is committed, everything after it gets a higher number. */
export interface LedgerMark {
  /** Number of the last fact or suppression up to here. */
  readonly seq: string;
  /** RFC 3339 in microseconds: reading "as known at" this instant gives exactly what is before the mark. */
  readonly at: string;
}

/**
 * Waits for every writer, keeps new ones and recorded decisions out while the work runs, and gives it the place at
 * which the ledger stands. Keep the work short. It must use the Heed it is given.
 */
export async function withLedgerFrozen<T>(
  heed: Heed,
  work: (heed: Heed, mark: LedgerMark) => Promise<T>,
): Promise<T> {
  return inTransaction(heed, async (frozen) => {
    await freezeLedger(frozen.db);
    const { rows } = await sql<{ seq: string }>`
      select (case when is_called then last_value else last_value - 1 end)::text as seq from ledger_seq`.execute(
      frozen.db,
    );
    return work(frozen, { seq: rows[0]!.seq, at: await databaseNow(frozen.db) });
  });
}

/** Where the ledger stands now. A run over a list takes it first and asks `changedSince` before it ends. */
export async function ledgerMark(heed: Heed): Promise<LedgerMark> {
  return withLedgerFrozen(heed, async (_, mark) => mark);
}

/** What could turn an allow into a deny: stops, findings about the person, and any correction. */
const TURNING = [...STOP_TYPES, 'refusal_offered', 'obtained', 'profile', 'register_listing'];

export interface Changed {
  /** `sub_…` of people with a stop or a new finding since the mark. */
  readonly subjects: ReadonlySet<string>;
  /** Hex of the keyed hashes that were suppressed since the mark. */
  readonly suppressed: ReadonlySet<string>;
}

/** Who got a stop since a mark. Ask inside `withLedgerFrozen` for an answer that is still true while you act on it. */
export async function changedSince(heed: Heed, controller: string, mark: LedgerMark): Promise<Changed> {
  const subjects = await sql<{ subject: string }>`
    select distinct subject from fact
    where controller = ${controller} and seq > ${mark.seq}::bigint
      and (clear->>'replaces' is not null
        or type in (select jsonb_array_elements_text(${JSON.stringify(TURNING)}::text::jsonb)))`.execute(
    heed.db,
  );
  const suppressed = await sql<{ hash: string }>`
    select distinct encode(hash, 'hex') as hash from suppression
    where controller = ${controller} and seq > ${mark.seq}::bigint`.execute(heed.db);
  return {
    subjects: new Set(subjects.rows.map((row) => publicId('sub', row.subject))),
    suppressed: new Set(suppressed.rows.map((row) => row.hash)),
  };
}
