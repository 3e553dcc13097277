import { type Attributes, type Common, type Content, cx } from '../common/common.ts';

export interface PageLink {
  readonly href: string;
  readonly text?: Content;
  /** What the page is about; shown under the link when there are no page numbers. */
  readonly label?: string;
  readonly attributes?: Attributes;
}

export interface PageItem {
  readonly number?: number | string;
  readonly href?: string;
  readonly current?: boolean;
  readonly ellipsis?: boolean;
  readonly hidden?: string;
  readonly attributes?: Attributes;
}

export interface PaginationProps extends Common {
  readonly previous?: PageLink;
  readonly next?: PageLink;
  readonly items?: readonly PageItem[];
  readonly landmark?: string;
}

const PREVIOUS =
  'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z';
const NEXT =
  'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z';

export function Pagination({
  previous,
  next,
  items,
  landmark = 'Pagination',
  classes,
  attributes,
}: PaginationProps) {
  const block = !items && Boolean(next ?? previous);
  return (
    <nav
      class={cx('govuk-pagination', block && 'govuk-pagination--block', classes)}
      aria-label={landmark}
      {...attributes}
    >
      {previous ? <Arrow type="prev" block={block} link={previous} /> : null}
      {items ? (
        <ul class="govuk-pagination__list">
          {items.map((item) => (
            <Item {...item} />
          ))}
        </ul>
      ) : null}
      {next ? <Arrow type="next" block={block} link={next} /> : null}
    </nav>
  );
}

function Arrow({ type, block, link }: { type: 'prev' | 'next'; block: boolean; link: PageLink }) {
  const icon = (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${type}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={type === 'prev' ? PREVIOUS : NEXT}></path>
    </svg>
  );
  const name = type === 'prev' ? 'Previous' : 'Next';
  return (
    <div class={`govuk-pagination__${type}`}>
      <a class="govuk-link govuk-pagination__link" href={link.href} rel={type} {...link.attributes}>
        {block || type === 'prev' ? icon : null}
        <span
          class={cx(
            'govuk-pagination__link-title',
            block && !link.label && 'govuk-pagination__link-title--decorated',
          )}
        >
          {link.text ?? (
            <>
              {name}
              <span class="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>
        {link.label && block ? (
          <>
            <span class="govuk-visually-hidden">:</span>
            <span class="govuk-pagination__link-label">{link.label}</span>
          </>
        ) : null}
        {!block && type === 'next' ? icon : null}
      </a>
    </div>
  );
}

function Item({ number, href, current, ellipsis, hidden, attributes }: PageItem) {
  return (
    <li
      class={cx(
        'govuk-pagination__item',
        current && 'govuk-pagination__item--current',
        ellipsis && 'govuk-pagination__item--ellipsis',
      )}
    >
      {ellipsis ? (
        '⋯'
      ) : (
        <a
          class="govuk-link govuk-pagination__link"
          href={href}
          aria-label={hidden ?? `Page ${number}`}
          aria-current={current ? 'page' : undefined}
          {...attributes}
        >
          {number}
        </a>
      )}
    </li>
  );
}
