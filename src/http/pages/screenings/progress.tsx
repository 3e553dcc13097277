import { Button } from '../../../ui/button/button.tsx';
import type { HttpContext } from '../../env.ts';
import { FormToken } from '../shared/page.tsx';

const number = new Intl.NumberFormat('en-GB');

export interface ProgressProps {
  readonly c: HttpContext;
  readonly id: string;
  /** Bytes read and to read. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** While a run goes on. The page loads itself again, so it needs no script. */
export function Progress({ c, id, bytes, totalBytes, rows }: ProgressProps) {
  const percent = totalBytes > 0 ? Math.min(100, Math.floor((bytes / totalBytes) * 100)) : 0;
  return (
    <div class="heed-measure">
      <h1>Checking your list</h1>
      <p class="heed-lead">
        {percent} % read, {number.format(rows)} rows so far. This page updates itself.
      </p>
      <p>
        <progress class="heed-progress" max={100} value={percent} aria-label="Part of the list that is read">
          {percent} %
        </progress>
      </p>
      <p>
        You can close this page and come back to it. <a href={`/screenings/${id}`}>Update now</a>
      </p>
      <form method="post" action={`/screenings/${id}/cancel`}>
        <FormToken c={c} />
        <Button classes="govuk-button--secondary">Cancel this check</Button>
      </form>
    </div>
  );
}
