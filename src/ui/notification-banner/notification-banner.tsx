import type { PropsWithChildren } from 'hono/jsx';
import { type Common, type Content, cx } from '../common/common.ts';
import { useTexts } from '../language/page-language.ts';

export interface NotificationBannerProps extends Common {
  readonly title?: Content;
  readonly titleId?: string;
  readonly type?: 'success';
  readonly role?: string;
}

/** Tells of something that concerns the whole page; a success is announced at once. */
export function NotificationBanner({
  title,
  type,
  classes,
  attributes,
  children,
  ...props
}: PropsWithChildren<NotificationBannerProps>) {
  const { frame } = useTexts();
  const titleId = props.titleId ?? 'govuk-notification-banner-title';
  return (
    <div
      class={cx('govuk-notification-banner', type && `govuk-notification-banner--${type}`, classes)}
      role={props.role ?? (type ? 'alert' : 'region')}
      {...{ 'aria-labelledby': titleId, ...attributes }}
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={titleId}>
          {title ?? (type ? frame.success : frame.important)}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        {typeof children === 'string' ? (
          <p class="govuk-notification-banner__heading">{children}</p>
        ) : (
          children
        )}
      </div>
    </div>
  );
}
