import { sql } from 'kysely';
import { inTransaction } from '../db/transactions.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { type AnswerPeriods, answerPeriods } from './answer-periods.ts';
import { findSeal } from './sealed-answers.ts';

export interface PurgeInput {
  /** One policy by id or alias; default: all. */
  readonly policy?: string;
  /** Say what would go, and take nothing. */
  readonly dryRun?: boolean;
  /** Epoch ms; for tests of what happens years later. */
  readonly now?: number;
}

export interface PurgedForm {
  readonly policy: string;
  readonly form: string;
  /** Submissions of which nothing is kept any more. */
  readonly gone: number;
  /** Submissions that lost some answers and keep others for longer. */
  readonly cut: number;
  /** Submissions whose periods have not begun, because nobody said when what they were for was over. */
  readonly waiting: number;
}

const BATCH = 100;
/** For what no rule ends. */
const NEVER = '9999-12-31T00:00:00Z';

/**
 * Takes away what people entered once its period is over (GDPR Art 5(1)(e)): answer by answer, with its file and what was
 * decided about its text, and the submission when nothing of it is left. What the ledger holds of it stays: facts, with
 * the wording and the notice that were shown, are the proof, and have periods of their own.
 *
 * @throws HeedError UNKNOWN_POLICY
 */
export async function purgeAnswers(heed: Heed, input: PurgeInput = {}): Promise<PurgedForm[]> {
  const policies = input.policy ? [heed.policies.get(input.policy)] : heed.policies.list();
  const done: PurgedForm[] = [];
  for (const policy of policies)
    for (const form of await formsOf(heed, policy)) done.push(await purgeForm(heed, policy, form, input));
  return done;
}

async function formsOf(heed: Heed, { data }: LoadedPolicy): Promise<string[]> {
  const { rows } = await sql<{ form: string }>`select distinct form from form_submission
    where controller = ${data.policy.controller.id} and sealed is not null order by form`.execute(heed.db);
  return rows.map(({ form }) => form);
}

async function purgeForm(
  heed: Heed,
  policy: LoadedPolicy,
  form: string,
  input: PurgeInput,
): Promise<PurgedForm> {
  const controller = policy.data.policy.controller.id;
  const periods = answerPeriods(policy, form);
  const now = input.now ?? Date.now();
  const started = periods.ends === 'later' ? sql`over_at` : sql`coalesce(over_at, received_at)`;
  const counts = { gone: 0, cut: 0 };
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = await inTransaction(heed, async (inner) => {
      const { rows } = await sql<Row>`
        select id::text as id, subject::text as subject, sealed, ${started} as over from form_submission
        where controller = ${controller} and form = ${form} and sealed is not null and subject is not null
          and ${started} is not null and id > ${last}::uuid
          and (purge_at is null or purge_at <= ${new Date(now).toISOString()}::timestamptz
            or purge_plan is distinct from ${policy.digest})
        order by id limit ${BATCH} ${input.dryRun ? sql`` : sql`for update skip locked`}`.execute(inner.db);
      for (const row of rows) {
        const what = await purgeOne(inner, row, periods, policy.digest, now, input.dryRun ?? false);
        if (what !== 'kept') counts[what]++;
      }
      return rows.map(({ id }) => id);
    });
    if (ids.length < BATCH) break;
    last = ids.at(-1)!;
  }
  const waiting = periods.ends === 'later' ? await countWaiting(heed, controller, form) : 0;
  return { policy: policy.id, form, ...counts, waiting };
}

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly over: Date | string;
}

async function purgeOne(
  heed: Heed,
  row: Row,
  periods: AnswerPeriods,
  plan: string,
  now: number,
  dryRun: boolean,
): Promise<'gone' | 'cut' | 'kept'> {
  const seal = await findSeal(heed, row.subject, row.id);
  const answers = seal?.open(row.sealed);
  const over = new Date(row.over).getTime();
  const ends = Object.keys(answers?.values ?? {}).map(
    (field) => [field, periods.until(field, over)] as const,
  );
  const past = ends.flatMap(([field, end]) => (end !== null && end <= now ? [field] : []));
  const left = ends.filter(([field]) => !past.includes(field));
  if (!seal || !answers || left.length === 0) {
    if (!dryRun) await removeSubmission(heed, row);
    return 'gone';
  }
  const next = left.flatMap(([, end]) => (end === null ? [] : [end]));
  const at = next.length > 0 ? new Date(Math.min(...next)).toISOString() : NEVER;
  if (dryRun) return past.length > 0 ? 'cut' : 'kept';
  for (const field of past) await removeField(heed, row, field);
  const values = Object.fromEntries(left.map(([field]) => [field, answers.values[field]!]));
  const sealed = past.length > 0 ? seal.seal({ ...answers, values }) : Buffer.from(row.sealed);
  await sql`update form_submission set sealed = decode(${sealed.toString('hex')}, 'hex'),
    purge_at = ${at}::timestamptz, purge_plan = ${plan} where id = ${row.id}::uuid`.execute(heed.db);
  return past.length > 0 ? 'cut' : 'kept';
}

async function removeField(heed: Heed, { subject, id }: Row, field: string): Promise<void> {
  for (const table of ['form_file', 'form_review'])
    await sql`delete from ${sql.table(table)} where subject = ${subject}::uuid and submission = ${id}::uuid
      and field = ${field}`.execute(heed.db);
}

async function removeSubmission(heed: Heed, { subject, id }: Row): Promise<void> {
  for (const table of ['form_file', 'form_review'])
    await sql`delete from ${sql.table(table)} where subject = ${subject}::uuid and submission = ${id}::uuid`.execute(
      heed.db,
    );
  await sql`delete from form_submission where id = ${id}::uuid`.execute(heed.db);
}

async function countWaiting(heed: Heed, controller: string, form: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from form_submission
    where controller = ${controller} and form = ${form} and sealed is not null and over_at is null`.execute(
    heed.db,
  );
  return rows[0]!.n;
}
