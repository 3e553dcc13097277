import { type Attributes, type Common, type Content, cx } from '../common/common.ts';

export interface Crumb {
  readonly text: Content;
  /** Absent for the page itself. */
  readonly href?: string;
  readonly attributes?: Attributes;
}

export interface BreadcrumbsProps extends Common {
  readonly items: readonly Crumb[];
  readonly label?: string;
  readonly collapseOnMobile?: boolean;
}

export function Breadcrumbs({
  items,
  label = 'Breadcrumb',
  collapseOnMobile,
  classes,
  attributes,
}: BreadcrumbsProps) {
  return (
    <nav
      class={cx('govuk-breadcrumbs', classes, collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')}
      aria-label={label}
      {...attributes}
    >
      <ol class="govuk-breadcrumbs__list">
        {items.map((item) =>
          item.href ? (
            <li class="govuk-breadcrumbs__list-item">
              <a class="govuk-breadcrumbs__link" href={item.href} {...item.attributes}>
                {item.text}
              </a>
            </li>
          ) : (
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
              {item.text}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
