import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { servePolicies } from '../policy/policies.ts';
import { migrate } from './migrate.ts';
import { describeStores } from './testing/stores.ts';

describeStores('store', (open) => {
  it('has the tables, and migrating again changes nothing', async () => {
    const heed = await open({ policies: servePolicies([]) });
    expect(await migrate(heed.db)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from fact`.execute(heed.db);
    expect(rows).toEqual([{ n: 0 }]);
  });
});
