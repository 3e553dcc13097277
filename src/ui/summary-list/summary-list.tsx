import { type Attributes, type Common, type Content, cx } from '../common/common.ts';

export interface SummaryAction {
  readonly href: string;
  readonly text: Content;
  /** What the action is about, for people who hear the link alone. */
  readonly hidden?: string;
  readonly classes?: string;
  readonly attributes?: Attributes;
}

export interface SummaryRow {
  readonly key: Content;
  readonly value: Content;
  readonly actions?: readonly SummaryAction[];
  readonly classes?: string;
  readonly keyClasses?: string;
  readonly valueClasses?: string;
}

export interface SummaryListProps extends Common {
  readonly rows: readonly SummaryRow[];
}

export function SummaryList({ rows, classes, attributes }: SummaryListProps) {
  const anyActions = rows.some((row) => row.actions?.length);
  return (
    <dl class={cx('govuk-summary-list', classes)} {...attributes}>
      {rows.map((row) => (
        <div
          class={cx(
            'govuk-summary-list__row',
            anyActions && !row.actions?.length && 'govuk-summary-list__row--no-actions',
            row.classes,
          )}
        >
          <dt class={cx('govuk-summary-list__key', row.keyClasses)}>{row.key}</dt>
          <dd class={cx('govuk-summary-list__value', row.valueClasses)}>{row.value}</dd>
          {row.actions?.length ? <Actions items={row.actions} /> : null}
        </div>
      ))}
    </dl>
  );
}

function Actions({ items }: { items: readonly SummaryAction[] }) {
  return (
    <dd class="govuk-summary-list__actions">
      {items.length === 1 ? (
        <ActionLink {...items[0]!} />
      ) : (
        <ul class="govuk-summary-list__actions-list">
          {items.map((item) => (
            <li class="govuk-summary-list__actions-list-item">
              <ActionLink {...item} />
            </li>
          ))}
        </ul>
      )}
    </dd>
  );
}

function ActionLink({ href, text, hidden, classes, attributes }: SummaryAction) {
  return (
    <a class={cx('govuk-link', classes)} href={href} {...attributes}>
      {text}
      {hidden ? <span class="govuk-visually-hidden"> {hidden}</span> : null}
    </a>
  );
}
