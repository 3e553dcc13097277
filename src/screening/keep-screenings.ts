import { sql } from 'kysely';
import type { Heed } from '../heed.ts';
import { queueOf } from './run-screenings.ts';
import { hasList, RESULT_HOURS, removeFiles, screeningsWithFiles } from './screening-files.ts';

const HOUR = 3_600_000;

/** Removes results whose time is over, and what cancelled and failed screenings left. Returns how many were removed. */
export async function removeOldResults(heed: Heed): Promise<number> {
  const there = screeningsWithFiles(heed);
  if (there.length === 0) return 0;
  const { rows } = await sql<{ id: string }>`
    select x.id from (select i::uuid as id from jsonb_array_elements_text(${JSON.stringify(there)}::text::jsonb) as i) as x
    left join screening s on s.id = x.id
    where s.id is null or s.status in ('cancelled', 'failed')
      or (s.status = 'done' and (s.files_until < now() or s.files_removed_at is not null))`.execute(heed.db);
  for (const { id } of rows) removeFiles(heed, id);
  await sql`update screening set files_removed_at = now()
    where files_removed_at is null and status = 'done' and files_until < now()`.execute(heed.db);
  return rows.length;
}

/** Goes on with the screenings that a stop or a crash of the server interrupted. */
export async function resumeScreenings(heed: Heed): Promise<number> {
  const there = new Set(screeningsWithFiles(heed).filter((id) => hasList(heed, id)));
  // One whose list is nowhere cannot go on; another server may have those of a recent one.
  await sql`update screening set status = 'failed', finished_at = now(),
      error = '{"code": "BAD_LIST", "detail": "The list is gone. Upload it again."}'
    where status in ('queued', 'running') and created_at < now() - ${`${RESULT_HOURS} hours`}::interval
      and id not in (select i::uuid from jsonb_array_elements_text(${JSON.stringify([...there])}::text::jsonb) as i)`.execute(
    heed.db,
  );
  const { rows } = await sql<{ id: string }>`
    select id from screening where status in ('queued', 'running') order by id`.execute(heed.db);
  const mine = rows.filter(({ id }) => there.has(id));
  for (const { id } of mine) queueOf(heed).add(heed, id);
  return mine.length;
}

/**
 * What a server does about screenings while it runs: goes on with interrupted ones and removes results whose time is
 * over, now and every hour. `stop` ends the running one at a place from which the next start goes on.
 */
export async function keepScreenings(heed: Heed): Promise<{ stop(): Promise<void> }> {
  await removeOldResults(heed);
  await resumeScreenings(heed);
  const timer = setInterval(() => {
    removeOldResults(heed).catch((error) =>
      heed.log.error({ error: (error as Error).name }, 'old screening results were not removed'),
    );
  }, HOUR);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await queueOf(heed).stop();
    },
  };
}
