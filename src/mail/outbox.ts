import { sql } from 'kysely';
import { inTransaction } from '../db/transactions.ts';
import type { Heed } from '../heed.ts';
import { newUuid } from '../ids.ts';

/** Mail that Heed sends itself. Marketing is never among it. */
export const TEMPLATES = ['preference-link', 'confirm-consent'] as const;
export type Template = (typeof TEMPLATES)[number];

export interface NewMail {
  readonly controller: string;
  readonly template: Template;
  /** Keyed hash of the address, hex: who that is, the sender looks up as it sends. */
  readonly hash: string;
  /** Ids and the language to write in, never anything of a person. */
  readonly params?: Readonly<Record<string, string>>;
}

/** A mail that is due, as the outbox gives it to the sender. */
export interface DueMail extends Required<NewMail> {
  readonly id: string;
  readonly attempts: number;
}

/** Puts a mail into the outbox, in the transaction that is open: it is sent if and only if that is committed. */
export async function queueMail({ db }: Pick<Heed, 'db'>, mail: NewMail): Promise<void> {
  await sql`insert into outbox (id, controller, template, hash, params)
    values (${newUuid()}::uuid, ${mail.controller}, ${mail.template}, decode(${mail.hash}, 'hex'),
      ${JSON.stringify(mail.params ?? {})}::text::jsonb)`.execute(db);
}

/** Seconds until the next try: 1, 5, 25 minutes, then every two hours. */
const BACKOFF = sql`least(7200, 60 * power(5, least(attempts, 4)))`;

/**
 * Takes mails that are due. Each is put off until its next try at once, so that two senders never have the same and
 * one that dies loses none.
 */
export async function claimDue(heed: Heed, limit: number): Promise<DueMail[]> {
  return inTransaction(heed, async ({ db }) => {
    const { rows } = await sql<DueMail>`
      update outbox set attempts = attempts + 1, next_try_at = now() + ${BACKOFF} * interval '1 second'
      where id in (select id from outbox where next_try_at <= now() order by next_try_at limit ${limit} for update skip locked)
      returning id, controller, template, encode(hash, 'hex') as hash, params, attempts`.execute(db);
    return rows;
  });
}

/** What waits, newest first, without taking it. */
export async function listOutbox(
  { db }: Pick<Heed, 'db'>,
  limit: number,
): Promise<(DueMail & { readonly created_at: string })[]> {
  const { rows } = await sql<DueMail & { created_at: Date | string }>`
    select id, controller, template, encode(hash, 'hex') as hash, params, attempts, created_at
    from outbox order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, created_at: new Date(row.created_at).toISOString() }));
}

/** Forgets a mail that was sent, or that has nobody to go to. */
export async function forgetMail({ db }: Pick<Heed, 'db'>, id: string): Promise<void> {
  await sql`delete from outbox where id = ${id}::uuid`.execute(db);
}

/** Notes the kind of error of a try, such as `ECONNREFUSED`; never a server's words, which quote addresses. */
export async function noteFailure({ db }: Pick<Heed, 'db'>, id: string, code: string): Promise<void> {
  await sql`update outbox set last_error = ${code} where id = ${id}::uuid`.execute(db);
}
