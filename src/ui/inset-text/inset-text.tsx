import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export interface InsetTextProps extends Common {
  readonly id?: string;
}

export function InsetText({ id, classes, attributes, children }: PropsWithChildren<InsetTextProps>) {
  return (
    <div id={id} class={cx('govuk-inset-text', classes)} {...attributes}>
      {children}
    </div>
  );
}
