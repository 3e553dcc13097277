import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export function SkipLink({
  href = '#content',
  classes,
  attributes,
  children,
}: PropsWithChildren<Common & { href?: string }>) {
  return (
    <a href={href} class={cx('govuk-skip-link', classes)} {...attributes}>
      {children}
    </a>
  );
}
