/** Fills a production store with suppressions, straight in SQL, and loads registers; the index file is then built by a first run. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { identifierPrefix } from '../src/db/vault.ts';
import { parseDay } from '../src/decision/calendar.ts';
import { emailOf, makeKeySets } from './make-list.ts';
import { peakMemory } from './measure.ts';
import { openBenchHeed } from './open-heed.ts';

const [folder = '', seed = '7', suppressed = '', listed = ''] = process.argv.slice(2);
const started = performance.now();
const keys = makeKeySets(Number(seed), Number(suppressed), Number(listed));
const heed = await openBenchHeed(folder);

/** A few thousand at a time: HMAC-SHA-256 as the vault makes it, worked out by the server. */
async function suppress(controller: string, kind: string, values: (number: number) => string): Promise<void> {
  const key = heed.vault.indexKeys()[0]!.export();
  const pad = (byte: number) => Buffer.from(Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ byte));
  const prefix = Buffer.from(identifierPrefix(controller, kind));
  for (let from = 0; from < keys.suppressed.length; from += 100_000) {
    const part = Array.from(keys.suppressed.subarray(from, from + 100_000), values);
    await sql`insert into suppression (hash, controller, kind, id, seq, key_version, reason, happened_at, recorded_at, actor)
      select sha256(${pad(0x5c)}::bytea || sha256(${pad(0x36)}::bytea || ${prefix}::bytea || convert_to(v, 'UTF8'))),
        ${controller}, ${kind}, gen_random_uuid(), nextval('ledger_seq'), ${heed.vault.indexVersion}, 'objection',
        timestamptz '2025-06-01' + (random() * 400) * interval '1 day', now(), 'bench'
      from jsonb_array_elements_text(${JSON.stringify(part)}::text::jsonb) as v`.execute(heed.db);
  }
}

await sql`alter table suppression drop constraint suppression_pkey`.execute(heed.db);
await sql`drop index suppression_seq`.execute(heed.db);
await Promise.all([
  suppress('cmp', 'phone', (number) => `+44${number}`),
  suppress('ics', 'email', (number) => emailOf(number).toLowerCase()),
]);
await sql`alter table suppression add primary key (hash, controller, kind, id)`.execute(heed.db);
await sql`create index suppression_seq on suppression (controller, seq)`.execute(heed.db);
await sql`analyze suppression`.execute(heed.db);
const today = new Date().toISOString().slice(0, 10);
for (const [register, file] of [
  ['TPS', 'tps.txt'],
  ['CTPS', 'ctps.txt'],
] as const)
  await heed.registers.load({
    register,
    file: join(folder, file),
    fileDay: parseDay(today)! - 1,
    listedSince: parseDay(today)! - 200,
  });
await heed.close();
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, rss: peakMemory() }));
