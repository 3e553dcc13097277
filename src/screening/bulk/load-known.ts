import { sql } from 'kysely';
import type { Heed } from '../../heed.ts';
import { bitsFor, type CompactIndex, compactIndex, IndexFiller } from './compact-index.ts';

const PAGE = 20_000;

/** Every known identifier of a controller, by the first words of its hash: "perhaps known" or "surely unknown". */
export async function loadKnown(heed: Heed, controller: string): Promise<CompactIndex> {
  const { rows: counted } = await sql<{ count: string }>`
    select count(*)::text as count from identifier where controller = ${controller}`.execute(heed.db);
  const heads: Uint8Array[] = [];
  let count = 0;
  let after: Uint8Array | undefined;
  for (;;) {
    const { rows } = await sql<{ hash: Uint8Array; kind: string }>`
      select hash from identifier where controller = ${controller} ${after ? sql`and hash > ${after}::bytea` : sql``}
      order by hash limit ${PAGE}`.execute(heed.db);
    const page = new Uint8Array(rows.length * 8);
    for (const [i, { hash }] of rows.entries()) page.set(hash.subarray(0, 8), i * 8);
    heads.push(page);
    count += rows.length;
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.hash;
  }
  const index = compactIndex(count, bitsFor(Number(counted[0]!.count)));
  const filler = new IndexFiller(index);
  for (const page of heads) {
    const view = new DataView(page.buffer);
    for (let at = 0; at < page.length; at += 8) filler.add(view.getUint32(at), view.getUint32(at + 4));
  }
  filler.finish();
  return index;
}
