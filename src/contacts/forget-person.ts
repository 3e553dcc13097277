import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/tables.ts';
import { DELETED_WITH_PERSON } from './person-tables.ts';

/** Takes away all that is held of a person beside the pseudonymous history; the caller marks them erased. */
export async function forgetPerson(db: Kysely<Database>, subject: string): Promise<void> {
  await forget(db, sql`(${subject}::uuid)`);
}

/** The same for everybody who is marked erased, as after a restore that brought rows of them back. */
export async function forgetErased(db: Kysely<Database>): Promise<void> {
  await forget(db, sql`(select id from subject where erased_at is not null)`);
}

async function forget(db: Kysely<Database>, people: RawBuilder<unknown>): Promise<void> {
  for (const table of DELETED_WITH_PERSON)
    await sql`delete from ${sql.table(table)} where subject in ${people}`.execute(db);
  // The row stays, so that a page that is sent again makes no new person.
  await sql`update form_submission set sealed = null where subject in ${people} and sealed is not null`.execute(
    db,
  );
}
