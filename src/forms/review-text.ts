import { sql } from 'kysely';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import { holdsCardNumber } from '../facts/card-numbers.ts';
import type { Heed } from '../heed.ts';
import { submissionSeal } from './sealed-answers.ts';

export interface ReviewInput {
  readonly policy: string;
  /** `7K3M-92QX-HT` */
  readonly reference: string;
  /** Id of the field whose text was flagged. */
  readonly field: string;
  /** Who decides: kept beside what was decided. */
  readonly actor: string;
}

/**
 * Keeps a flagged text because it is needed (GDPR Art 9(2)), with the reason, sealed under the person's key.
 *
 * @throws HeedError NOT_FOUND, CONFLICT when somebody decided otherwise before, VALIDATION for a reason that says nothing
 */
export async function keepText(heed: Heed, input: ReviewInput & { readonly reason: string }): Promise<void> {
  const reason = input.reason.trim();
  const refuse = (detail: string): never => {
    throw new HeedError('VALIDATION', detail, [{ pointer: '/reason', detail }]);
  };
  if (reason.length < 5) refuse('Say in a few words what the text is needed for.');
  if (reason.length > 1_000) refuse('Keep the reason under 1,000 characters.');
  if (holdsCardNumber(reason)) refuse('Leave out card numbers.');
  await inTransaction(heed, async (inner) => {
    const row = await claimReview(inner, input);
    const seal = await submissionSeal(inner, row.subject, row.id);
    const place = `review/${input.field}`;
    if (row.decided) {
      const { resolution, note } = row.decided;
      if (resolution === 'kept' && note && seal.openText(place, note) === reason) return;
      throw decidedBefore();
    }
    const note = seal.sealText(place, reason);
    await sql`update form_review set resolution = 'kept', note = decode(${note.toString('hex')}, 'hex')
      where ${reviewOf(row, input)}`.execute(inner.db);
  });
}

/**
 * Takes a flagged text out: what was sealed is sealed again without it. What it seemed to speak of goes as well; that
 * somebody took it out, who and when, stays.
 *
 * @throws HeedError NOT_FOUND, CONFLICT when somebody decided otherwise before
 */
export async function removeText(heed: Heed, input: ReviewInput): Promise<void> {
  await inTransaction(heed, async (inner) => {
    const row = await claimReview(inner, input);
    if (row.decided?.resolution === 'removed') return;
    if (row.decided) throw decidedBefore();
    const seal = await submissionSeal(inner, row.subject, row.id);
    if (row.sealed) {
      const answers = seal.open(row.sealed);
      const { [input.field]: _taken, ...values } = answers.values;
      const sealed = seal.seal({ ...answers, values }).toString('hex');
      await sql`update form_submission set sealed = decode(${sealed}, 'hex') where id = ${row.id}::uuid`.execute(
        inner.db,
      );
    }
    await sql`update form_review set resolution = 'removed', kinds = '[]'::jsonb where ${reviewOf(row, input)}`.execute(
      inner.db,
    );
  });
}

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly sealed: Uint8Array | null;
}

interface Decided {
  readonly resolution: 'kept' | 'removed';
  readonly note: Uint8Array | null;
}

const decidedBefore = () => new HeedError('CONFLICT', 'Somebody decided about this text already.');

/**
 * Finds the submission, locks it, and takes the decision for this caller alone; or says what this caller decided
 * before, because a call whose answer was lost is sent again.
 */
async function claimReview(heed: Heed, input: ReviewInput): Promise<Row & { decided?: Decided }> {
  const controller = heed.policies.get(input.policy).data.policy.controller.id;
  const { rows } = await sql<Row>`
    select id::text as id, subject::text as subject, sealed from form_submission
    where controller = ${controller} and reference = ${input.reference.trim().toUpperCase()} and subject is not null
    for update`.execute(heed.db);
  const row = rows[0];
  if (!row) throw new HeedError('NOT_FOUND', 'No form has that reference.');
  const taken = await sql`update form_review set resolved_at = now(), resolved_by = ${input.actor}
    where ${reviewOf(row, input)} and resolved_at is null returning field`.execute(heed.db);
  if (taken.rows.length > 0) return row;
  const there = await sql<Decided & { resolved_by: string }>`
    select resolution, note, resolved_by from form_review where ${reviewOf(row, input)}`.execute(heed.db);
  const decided = there.rows[0];
  if (!decided) throw new HeedError('NOT_FOUND', 'No text of that field was flagged.');
  if (decided.resolved_by !== input.actor) throw decidedBefore();
  return { ...row, decided };
}

function reviewOf({ subject, id }: Row, { field }: ReviewInput) {
  return sql`subject = ${subject}::uuid and submission = ${id}::uuid and field = ${field}`;
}
