import { stat } from 'node:fs/promises';
import type { Heed } from '../heed.ts';
import { newUuid, publicId } from '../ids.ts';
import { planScreening } from './plan.ts';
import { getScreening, type Screening } from './queries.ts';
import { queueOf } from './run-screenings.ts';
import { parseScreening, type ScreeningInput } from './schema.ts';
import { hasList, takeList } from './screening-files.ts';

export interface StartScreeningInput {
  /** Path of the uploaded list; it is moved away from there. */
  readonly file: string;
  readonly question: ScreeningInput;
  readonly actor: string;
  /** Uuid for the screening, the same for every try of one call: a further try finds what the first one started. */
  readonly id?: string;
}

/**
 * Takes a list in and screens it in the background. What is wrong with the question, the heading or the source is told
 * at once.
 *
 * @throws HeedError VALIDATION, UNKNOWN_POLICY, BAD_LIST, MISSING_COLUMN, SOURCE_NOT_ALLOWED, LIST_NOT_REGISTERED
 */
export async function startScreening(heed: Heed, input: StartScreeningInput): Promise<Screening> {
  const question = parseScreening(input.question);
  const { policy } = await planScreening(heed, input.file, question);
  const { size } = await stat(input.file);
  const uuid = input.id ?? newUuid();
  await heed.db
    .insertInto('screening')
    .values({
      id: uuid,
      controller: policy.controller.id,
      policy: policy.contact.id,
      status: 'queued',
      question: JSON.stringify(question),
      list_bytes: String(size),
      progress: '{}',
      actor: input.actor,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const screening = await getScreening(heed, publicId('scr', uuid));
  // Of a try before this one that got as far as that.
  if (screening.status !== 'queued') return screening;
  try {
    if (!hasList(heed, uuid)) takeList(heed, uuid, input.file);
  } catch (error) {
    await heed.db.deleteFrom('screening').where('id', '=', uuid).execute();
    throw error;
  }
  queueOf(heed).add(heed, uuid);
  return screening;
}
