import type { PropsWithChildren } from 'hono/jsx';
import { type Common, type Content, cx } from '../common/common.ts';

export interface DetailsProps extends Common {
  readonly summary: Content;
  readonly id?: string;
  readonly open?: boolean;
}

export function Details({
  summary,
  id,
  open,
  classes,
  attributes,
  children,
}: PropsWithChildren<DetailsProps>) {
  return (
    <details id={id} class={cx('govuk-details', classes)} {...attributes} open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
