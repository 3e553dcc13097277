import { type Kysely, sql } from 'kysely';
import { anyHash } from '../db/any-of.ts';
import { readTogether } from '../db/gather.ts';
import { readInstant } from '../db/instants.ts';
import type { Database } from '../db/tables.ts';
import type { Fact } from '../decision/types.ts';
import { newUuid, publicId } from '../ids.ts';

/** What a suppression is left of. The engine reads each as the fact of this type. */
export const SUPPRESSION_REASONS = [
  'erasure',
  'objection',
  'unsubscribe',
  'withdrawal',
  'opt_out_sale_share',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** One stop kept by hash. A missing list means all. */
export interface Suppression {
  /** `sup_…` */
  readonly id: string;
  readonly kind: string;
  /** Hex. */
  readonly hash: string;
  readonly reason: SuppressionReason;
  readonly channels: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  readonly topics: readonly string[] | null;
  /** RFC 3339: when the person said so. */
  readonly happened_at: string;
  /** RFC 3339 in microseconds. */
  readonly recorded_at: string;
  readonly actor: string;
}

const columns = sql`id, kind, encode(hash, 'hex') as hash, reason, channels, purposes, topics,
  ${readInstant('happened_at')} as happened_at, ${readInstant('recorded_at')} as recorded_at, actor`;

/** The suppressions of some hashes (hex), by hash, as known at an instant or now. One statement however many. */
export async function suppressionsOf(
  db: Kysely<Database>,
  controller: string,
  hashes: readonly string[],
  knownAt?: string,
): Promise<Map<string, Suppression[]>> {
  return hashes.length === 0 ? new Map() : readSuppressions(db, hashes, controller, knownAt ?? null);
}

const readSuppressions = readTogether(
  async (db: Kysely<Database>, hashes, controller: string, knownAt: string | null) => {
    const { rows } = await sql<Suppression>`/* once: suppressions-of */
      select ${columns} from suppression
      where controller = ${controller}
        and hash = ${anyHash(hashes)}
        and (${knownAt}::timestamptz is null or recorded_at <= ${knownAt}::timestamptz)
      order by seq`.execute(db);
    return Map.groupBy(
      rows.map((row) => ({ ...row, id: publicId('sup', row.id) })),
      ({ hash }) => hash,
    );
  },
);

/** What of a suppression the engine reads. */
export type StopText = Pick<
  Suppression,
  'id' | 'reason' | 'channels' | 'purposes' | 'topics' | 'happened_at'
>;

/** A suppression as the engine reads it. */
export function suppressionFact({ id, reason, channels, purposes, topics, happened_at }: StopText): Fact {
  return {
    type: reason,
    id,
    at: Date.parse(happened_at),
    ...(channels && { channels }),
    ...(purposes && { purposes }),
    ...(topics && { topics }),
  };
}

export interface NewSuppression {
  readonly controller: string;
  readonly kind: string;
  readonly hash: string;
  readonly key_version: number;
  readonly reason: SuppressionReason;
  readonly channels?: readonly string[];
  readonly purposes?: readonly string[];
  readonly topics?: readonly string[];
  readonly happened_at: string;
  readonly actor: string;
}

/**
 * Adds suppressions and returns their ids in order; one that is there already with the same scope, reason and time
 * is passed over (null). Call it inside a transaction that holds the locks of the hashes.
 */
export async function insertSuppressions(
  tx: Kysely<Database>,
  suppressions: readonly NewSuppression[],
  recordedAt: string,
): Promise<(string | null)[]> {
  if (suppressions.length === 0) return [];
  const rows = suppressions.map((row, ord) => ({ ...row, ord, id: newUuid() }));
  const { rows: added } = await sql<{ id: string }>`
    insert into suppression (hash, controller, kind, id, seq, key_version, reason, channels, purposes, topics,
      happened_at, recorded_at, actor)
    select decode(x.hash, 'hex'), x.controller, x.kind, x.id, nextval('ledger_seq'), x.key_version, x.reason,
      x.channels, x.purposes, x.topics, x.happened_at, ${recordedAt}::timestamptz, x.actor
    from (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given(
        ord integer, hash text, controller text, kind text, id uuid, key_version integer, reason text,
        channels jsonb, purposes jsonb, topics jsonb, happened_at timestamptz, actor text)
      where not exists (
        select 1 from suppression s
        where s.hash = decode(given.hash, 'hex') and s.controller = given.controller and s.kind = given.kind
          and s.reason = given.reason and s.happened_at = given.happened_at
          and s.channels is not distinct from given.channels and s.purposes is not distinct from given.purposes
          and s.topics is not distinct from given.topics)
      order by ord
    ) as x
    returning id`.execute(tx);
  const done = new Set(added.map((row) => row.id));
  return rows.map((row) => (done.has(row.id) ? publicId('sup', row.id) : null));
}

/** One page of the suppressions of a controller, oldest first; pass the last `seq` to go on. */
export async function listSuppressions(
  db: Kysely<Database>,
  controller: string,
  page: { readonly after?: string; readonly limit: number },
): Promise<(Suppression & { readonly seq: string })[]> {
  const { rows } = await sql<Suppression & { seq: string }>`
    select ${columns}, seq::text as seq from suppression
    where controller = ${controller} and seq > ${page.after ?? '0'}::bigint
    order by seq limit ${page.limit}`.execute(db);
  return rows.map((row) => ({ ...row, id: publicId('sup', row.id) }));
}
