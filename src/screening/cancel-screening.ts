import { sql } from 'kysely';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { getScreening, type Screening, screeningUuid } from './queries.ts';
import { queueOf } from './run-screenings.ts';
import { removeFiles } from './screening-files.ts';

/**
 * Cancels a screening that waits or runs; nothing of it is kept but the note that it was cancelled. One that is done
 * keeps its summary and loses its files. Cancelling twice changes nothing.
 *
 * @throws HeedError UNKNOWN_SCREENING, CONFLICT for one that failed
 */
export async function cancelScreening(heed: Heed, id: string): Promise<Screening> {
  const uuid = screeningUuid(id);
  const { rows } = await sql<{ was: string }>`
    update screening set status = 'cancelled', finished_at = now()
    where id = ${uuid}::uuid and status in ('queued', 'running') returning status as was`.execute(heed.db);
  const screening = await getScreening(heed, id);
  if (rows.length > 0) {
    queueOf(heed).cancel(uuid);
    if (screening.progress === null) removeFiles(heed, uuid);
  } else if (screening.status === 'done') {
    removeFiles(heed, uuid);
    await sql`update screening set files_removed_at = now() where id = ${uuid}::uuid and files_removed_at is null`.execute(
      heed.db,
    );
    return getScreening(heed, id);
  } else if (screening.status === 'failed')
    throw new HeedError('CONFLICT', 'The screening failed; there is nothing to cancel.');
  return screening;
}
