/**
 * Makes many known people out of some that the product took in, straight in SQL: the same histories under other ids and
 * addresses. What is sealed stays sealed for the original, so these people can be decided about, but not read out.
 */
import { sql } from 'kysely';
import { identifierPrefix } from '../src/db/vault.ts';
import type { Heed } from '../src/heed.ts';

/** Copies the people `known.0@…` to `known.(originals - 1)@…` until there are `people`. */
export async function copyPeople(heed: Heed, originals: number, people: number): Promise<void> {
  const { db, vault } = heed;
  const key = vault.indexKeys()[0]!.export();
  const pad = (byte: number) => Buffer.from(Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ byte));
  const prefix = Buffer.from(identifierPrefix('cmp', 'email'));
  // HMAC-SHA-256 as the vault makes it, of an address by its number.
  const hash = (number: ReturnType<typeof sql>) =>
    sql`sha256(${pad(0x5c)}::bytea || sha256(${pad(0x36)}::bytea || ${prefix}::bytea
      || convert_to('known.' || (${number})::text || '@example.org', 'UTF8')))`;
  await sql`create table original as select n, i.subject, i.id as identifier from generate_series(0, ${originals}::integer - 1) n
    join identifier i on i.hash = ${hash(sql`n`)} and i.controller = 'cmp' and i.kind = 'email'`.execute(db);
  for (let from = originals; from < people; from += originals) {
    const count = Math.min(originals, people - from);
    await db.transaction().execute(async (trx) => {
      await sql`create temporary table copy on commit drop as
        select n, subject as old, identifier as old_identifier, gen_random_uuid() as subject, gen_random_uuid() as identifier
        from original where n < ${count}::integer`.execute(trx);
      await sql`insert into subject (id, controller, created_at, last_recorded_at)
        select c.subject, s.controller, s.created_at, s.last_recorded_at from copy c join subject s on s.id = c.old`.execute(
        trx,
      );
      await sql`insert into subject_key select c.subject, k.master_version, k.wrapped
        from copy c join subject_key k on k.subject = c.old`.execute(trx);
      await sql`insert into identifier (controller, kind, hash, key_version, id, subject, sealed, created_at)
        select i.controller, i.kind, ${hash(sql`c.n + ${from}::integer`)}, i.key_version, c.identifier, c.subject, i.sealed, i.created_at
        from copy c join identifier i on i.id = c.old_identifier and i.subject = c.old`.execute(trx);
      await sql`insert into fact (subject, id, seq, controller, identifier, type, happened_at, recorded_at, actor, clear, sealed, digest, leaf)
        select c.subject, gen_random_uuid(), nextval('ledger_seq'), f.controller, c.identifier, f.type, f.happened_at,
          f.recorded_at, f.actor, f.clear, f.sealed, f.digest, f.leaf
        from copy c join fact f on f.subject = c.old`.execute(trx);
      await sql`insert into projection select c.subject, p.built_at, p.facts
        from copy c join projection p on p.subject = c.old`.execute(trx);
    });
  }
  await sql`drop table original`.execute(db);
  await sql`analyze subject, identifier, projection`.execute(db);
}
