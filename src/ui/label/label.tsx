import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export interface LabelProps extends Common {
  readonly for?: string;
  /** True where the label is the question of the page, and so its heading. */
  readonly heading?: boolean;
}

export function Label({ classes, attributes, heading, children, ...rest }: PropsWithChildren<LabelProps>) {
  const label = (
    <label class={cx('govuk-label', classes)} {...attributes} for={rest.for}>
      {children}
    </label>
  );
  return heading ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}
