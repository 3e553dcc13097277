import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { makePerson } from '../db/testing/people.ts';
import { fillPersonTables, personTables, rowsAbout } from '../db/testing/person-rows.ts';
import { openTestHeed } from '../db/testing/stores.ts';
import { uuidOf } from '../ids.ts';
import { eraseSubject } from './erase-subject.ts';
import { DELETED_WITH_PERSON, PERSON_TABLES } from './person-tables.ts';

it('says of every table with rows of people what an erasure does with it, and does it', async () => {
  const heed = await openTestHeed();
  const tables = await personTables(heed.db);
  expect(tables, 'tables with a subject that person-tables.ts does not list, or the other way round').toEqual(
    Object.keys(PERSON_TABLES).sort(),
  );

  const subject = await makePerson(heed, [{ kind: 'email', value: 'everywhere@example.org' }]);
  const uuid = uuidOf('sub', subject)!;
  await fillPersonTables(heed.db, uuid);
  for (const table of DELETED_WITH_PERSON)
    expect([table, await rowsAbout(heed.db, table, uuid)]).not.toEqual([table, 0]);

  await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
  for (const table of DELETED_WITH_PERSON)
    expect([table, await rowsAbout(heed.db, table, uuid)]).toEqual([table, 0]);
  const { rows } = await sql`select 1 from fact where subject = ${uuid}::uuid`.execute(heed.db);
  expect(rows.length).toBeGreaterThan(0);
  await heed.close();
});
