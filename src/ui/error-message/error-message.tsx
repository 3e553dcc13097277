import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';
import { useTexts } from '../language/page-language.ts';

export interface ErrorMessageProps extends Common {
  readonly id?: string;
  /** Read out before the message; an empty text leaves it out. */
  readonly prefix?: string;
}

export function ErrorMessage({
  id,
  classes,
  attributes,
  prefix = useTexts().frame.error,
  children,
}: PropsWithChildren<ErrorMessageProps>) {
  return (
    <p id={id} class={cx('govuk-error-message', classes)} {...attributes}>
      {prefix ? <span class="govuk-visually-hidden">{prefix}:</span> : null} {children}
    </p>
  );
}
