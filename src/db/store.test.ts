import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { servePolicies } from '../policy/policies.ts';
import { migrate, statementsOf } from './migrate.ts';
import { openStore } from './open-store.ts';
import { describeStores } from './testing/stores.ts';

describeStores('store', (open) => {
  it('has the tables, and migrating again changes nothing', async () => {
    const heed = await open({ policies: servePolicies([]) });
    expect(await migrate(heed.db)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from fact`.execute(heed.db);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('has no foreign keys, and a distribution key in every unique key', async () => {
    const heed = await open({ policies: servePolicies([]) });
    const { rows } = await sql<{ name: string; kind: string; columns: string[] }>`
      select c.conrelid::regclass::text as name, c.contype::text as kind,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = 'public' and c.contype in ('f', 'p', 'u')`.execute(heed.db);
    expect(rows.filter((row) => row.kind === 'f')).toEqual([]);
    const keys = {
      subject_key: 'subject',
      fact: 'subject',
      projection: 'subject',
      decision: 'subject',
      identifier: 'hash',
      suppression: 'hash',
    };
    for (const [table, key] of Object.entries(keys)) {
      const unique = rows.filter((row) => row.name === table);
      expect(unique.length).toBeGreaterThan(0);
      for (const { columns } of unique) expect(columns).toContain(key);
    }
  });
});

describe('migrate', () => {
  it('runs once when many processes start together', async () => {
    const { url } = (await (await fetch(inject('postgresDoor'))).json()) as { url: string };
    const name = `heed_together_${process.pid}`;
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`create database ${name}`);
    const address = new URL(url);
    address.pathname = `/${name}`;
    const stores = await Promise.all(
      Array.from({ length: 5 }, () => openStore({ kind: 'postgres', url: address.href })),
    );
    const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(
      stores[0]!,
    );
    expect(rows.map((row) => row.name)).toContain('0001_ledger.sql');
    await Promise.all(stores.map((store) => store.destroy()));
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });

  it('splits a file at semicolons that end a line', () => {
    expect(
      statementsOf(
        "-- note; here\ncreate table a (b text default ';');\n\ninsert into a\n  values ('x'); \n",
      ),
    ).toEqual(["create table a (b text default ';')", "insert into a\n  values ('x')"]);
  });
});
