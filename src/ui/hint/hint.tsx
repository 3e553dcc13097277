import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export interface HintProps extends Common {
  readonly id?: string;
}

export function Hint({ id, classes, attributes, children }: PropsWithChildren<HintProps>) {
  return (
    <div id={id} class={cx('govuk-hint', classes)} {...attributes}>
      {children}
    </div>
  );
}
