import type { PropsWithChildren } from 'hono/jsx';
import { type Attributes, type Common, type Content, cx } from '../common/common.ts';
import { useTexts } from '../language/page-language.ts';

export interface ErrorLink {
  readonly text: Content;
  /** Fragment of the field to go to, such as `#email`. */
  readonly href?: string;
  readonly attributes?: Attributes;
}

export interface ErrorSummaryProps extends Common {
  readonly title?: Content;
  readonly errors: readonly ErrorLink[];
}

/** Stands at the top of a page whose form was refused; children are a sentence above the list. */
export function ErrorSummary({
  title,
  errors,
  classes,
  attributes,
  children,
}: PropsWithChildren<ErrorSummaryProps>) {
  return (
    <div class={cx('govuk-error-summary', classes)} {...attributes}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title ?? useTexts().frame.problem}</h2>
        <div class="govuk-error-summary__body">
          {children ? <p>{children}</p> : null}
          {errors.length > 0 ? (
            <ul class="govuk-list govuk-error-summary__list">
              {errors.map((error) => (
                <li>
                  {error.href ? (
                    <a href={error.href} {...error.attributes}>
                      {error.text}
                    </a>
                  ) : (
                    error.text
                  )}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  );
}
