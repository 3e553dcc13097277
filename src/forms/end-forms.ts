import { sql } from 'kysely';
import { inTransaction } from '../db/transactions.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { formOf } from './definition.ts';
import { readReceivedAt } from './received-at.ts';
import { submissionSeal } from './sealed-answers.ts';

export interface EndFormsInput {
  readonly policy: string;
  readonly form: string;
  /** The day on which what the forms were for was over, such as `2026-11-20` (UK). */
  readonly on: string;
  /** Only those in which this was entered as the event; default: all that came in by then. */
  readonly event?: string;
}

/**
 * Says that an event or a membership is over, so that the periods of its forms begin. Forms that came in later, and
 * those that were ended before, are left as they are.
 *
 * @returns how many forms were ended
 * @throws HeedError VALIDATION for a day that is none or lies ahead, and for a form that ends as it comes in; UNKNOWN_FORM
 */
export async function endForms(heed: Heed, input: EndFormsInput): Promise<number> {
  const { policy, form } = formOf(heed, input.policy, input.form);
  if (form.ends !== 'later')
    throw new HeedError('VALIDATION', 'The periods of this form begin as it comes in (forms.yaml: ends).');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input.on))
    throw new HeedError('VALIDATION', 'Give a day, such as 2026-11-20.');
  const { until } = readReceivedAt(input.on);
  const wanted = input.event?.trim().toLowerCase();
  return inTransaction(heed, async (inner) => {
    const { rows } = await sql<{ id: string; subject: string; sealed: Uint8Array }>`
      select id::text as id, subject::text as subject, sealed from form_submission
      where controller = ${policy.data.policy.controller.id} and form = ${form.id} and sealed is not null
        and subject is not null and over_at is null and received_at <= ${until}::timestamptz for update`.execute(
      inner.db,
    );
    let ended = 0;
    for (const { id, subject, sealed } of rows) {
      if (wanted !== undefined) {
        const { event } = (await submissionSeal(inner, subject, id)).open(sealed).values;
        if (event?.trim().toLowerCase() !== wanted) continue;
      }
      await sql`update form_submission set over_at = ${until}::timestamptz, purge_at = null where id = ${id}::uuid`.execute(
        inner.db,
      );
      ended++;
    }
    return ended;
  });
}
