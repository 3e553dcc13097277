import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export interface TagProps extends Common {
  readonly colour?: 'grey' | 'green' | 'turquoise' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow';
}

/** A state in a word. The colour only repeats what the word says. */
export function Tag({ colour, classes, attributes, children }: PropsWithChildren<TagProps>) {
  return (
    <strong class={cx('govuk-tag', colour && `govuk-tag--${colour}`, classes)} {...attributes}>
      {children}
    </strong>
  );
}
