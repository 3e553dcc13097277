import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/tables.ts';
import { RECORD_BYTES, type StopScope } from './suppression-table.ts';

const PAGE = 20_000;

/** Which suppressions are meant: those of a controller whose number in the ledger lies after one and up to another. */
export interface Range {
  readonly controller: string;
  readonly after: string;
  readonly upTo: string;
}

export interface SuppressionRow {
  readonly hash: Uint8Array;
  readonly id: string;
  readonly seq: string;
  readonly key_version: number;
  /** Epoch ms: when the person said so. */
  readonly at: number;
  /** `StopScope` as JSON; equal scopes have equal text. */
  readonly scope: string;
}

export async function countRows(db: Kysely<Database>, { controller, after, upTo }: Range): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*)::text as count from suppression
    where controller = ${controller} and seq > ${after}::bigint and seq <= ${upTo}::bigint`.execute(db);
  return Number(rows[0]!.count);
}

/** How many rows stand under each version of the index key. */
export type KeyCounts = Readonly<Record<string, number>>;

export function countKeys(rows: readonly SuppressionRow[], before: KeyCounts = {}): KeyCounts {
  const counts: Record<string, number> = { ...before };
  for (const { key_version } of rows) counts[key_version] = (counts[key_version] ?? 0) + 1;
  return counts;
}

/**
 * Whether the rows of a range stand under these versions. Where they do not, a rotation has moved some, and pages read
 * in the order of hashes may have passed one over.
 */
export async function standUnder(
  db: Kysely<Database>,
  { controller, after, upTo }: Range,
  counts: KeyCounts,
): Promise<boolean> {
  const { rows } = await sql<{ version: number; count: number }>`
    select key_version as version, count(*)::integer as count from suppression
    where controller = ${controller} and seq > ${after}::bigint and seq <= ${upTo}::bigint
    group by key_version`.execute(db);
  return (
    rows.length === Object.keys(counts).length &&
    rows.every(({ version, count }) => counts[version] === count)
  );
}

/** In the order of their hashes, a page at a time. */
export async function* rowsByHash(
  db: Kysely<Database>,
  { controller, after, upTo }: Range,
): AsyncGenerator<readonly SuppressionRow[]> {
  let last: SuppressionRow | undefined;
  for (;;) {
    const { rows } = await sql<SuppressionRow>`
      select hash, id, seq::text as seq, key_version, floor(extract(epoch from happened_at) * 1000)::float8 as at,
        jsonb_build_object('reason', reason, 'channels', channels, 'purposes', purposes, 'topics', topics)::text as scope
      from suppression
      where controller = ${controller} and seq > ${after}::bigint and seq <= ${upTo}::bigint
        ${last ? sql`and (hash, id) > (${last.hash}::bytea, ${last.id}::uuid)` : sql``}
      order by hash, id limit ${PAGE}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

/** Lays rows out as records, with each distinct scope once. */
export class RecordLayout {
  readonly scopes: StopScope[];
  readonly #positions: Map<string, number>;
  readonly #byText = new Map<string, number>();

  /** @param scopes of records that were laid out before and that the new ones join */
  constructor(scopes: readonly StopScope[] = []) {
    this.scopes = [...scopes];
    this.#positions = new Map(scopes.map((scope, position) => [nameOf(scope), position]));
  }

  records(rows: readonly SuppressionRow[]): Buffer {
    const bytes = Buffer.alloc(rows.length * RECORD_BYTES);
    rows.forEach(({ hash, at, scope }, i) => {
      bytes.set(hash, i * RECORD_BYTES);
      bytes.writeDoubleLE(at, i * RECORD_BYTES + 32);
      bytes.writeUInt32LE(this.#position(scope), i * RECORD_BYTES + 40);
    });
    return bytes;
  }

  /** Texts are taken apart once each, of which there are few. */
  #position(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const scope = JSON.parse(text) as StopScope;
    const position = this.#positions.get(nameOf(scope)) ?? this.scopes.push(scope) - 1;
    this.#positions.set(nameOf(scope), position);
    this.#byText.set(text, position);
    return position;
  }
}

const nameOf = ({ reason, channels, purposes, topics }: StopScope): string =>
  JSON.stringify([reason, channels, purposes, topics]);
