import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export function BackLink({
  href = '#',
  classes,
  attributes,
  children,
}: PropsWithChildren<Common & { href?: string }>) {
  return (
    <a href={href} class={cx('govuk-back-link', classes)} {...attributes}>
      {children ?? 'Back'}
    </a>
  );
}
