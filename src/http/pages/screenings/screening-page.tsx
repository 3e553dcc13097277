import type { Heed } from '../../../heed.ts';
import type { Screening } from '../../../screening/index.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { HttpContext } from '../../env.ts';
import { sendPage } from '../shared/page.tsx';
import { Progress } from './progress.tsx';
import { Result } from './result.tsx';

/**
 * Seconds until a page that waits loads itself again: soon at first, then the calmer the longer the run takes, so that
 * somebody who reads or listens to the page is not thrown back to its top all the time.
 */
export function refreshSeconds(ageSeconds: number): number {
  return Math.min(15, Math.max(2, Math.round(ageSeconds / 4)));
}

/** One check in whatever state it is. */
export function sendScreening(c: HttpContext, heed: Heed, screening: Screening) {
  const { id, status, summary, progress, list_bytes, error } = screening;
  if (status === 'done' && summary) {
    const policy = heed.policies.list().find((one) => one.id === screening.policy);
    return sendPage(
      c,
      heed,
      { title: 'Result' },
      <Result c={c} id={id} policy={policy} summary={summary} filesUntil={screening.files_until} />,
    );
  }
  if (status === 'queued' || status === 'running')
    return sendPage(
      c,
      heed,
      {
        title: 'Checking your list',
        refreshSeconds: refreshSeconds((Date.now() - Date.parse(screening.created_at)) / 1000),
      },
      <Progress
        c={c}
        id={id}
        bytes={progress?.bytes ?? 0}
        totalBytes={list_bytes}
        rows={progress?.rows ?? 0}
      />,
    );
  const cancelled = status === 'cancelled';
  const title = cancelled ? 'This check was cancelled' : 'This list could not be checked';
  return sendPage(
    c,
    heed,
    { title, error: !cancelled },
    <div class="heed-measure">
      <h1>{title}</h1>
      <p class="heed-lead">
        {cancelled ? 'Nothing of the list was kept.' : (error?.detail ?? 'Something went wrong on our side.')}
      </p>
      <p>{cancelled ? '' : 'Mend it and upload the list again. Nothing of this attempt was kept.'}</p>
      <Button href="/screenings">Check a list</Button>
    </div>,
  );
}
