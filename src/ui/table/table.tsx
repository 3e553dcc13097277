import { type Attributes, type Common, type Content, cx } from '../common/common.ts';

export interface Cell {
  readonly content: Content;
  /** `numeric` aligns to the right with figures of one width. */
  readonly format?: 'numeric';
  readonly classes?: string;
  readonly colspan?: number;
  readonly rowspan?: number;
  readonly attributes?: Attributes;
}

export interface TableProps extends Common {
  readonly caption?: Content;
  readonly captionClasses?: string;
  readonly head?: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly firstCellIsHeader?: boolean;
}

export function Table({
  caption,
  captionClasses,
  head,
  rows,
  firstCellIsHeader,
  classes,
  attributes,
}: TableProps) {
  return (
    <table class={cx('govuk-table', classes)} {...attributes}>
      {caption ? <caption class={cx('govuk-table__caption', captionClasses)}>{caption}</caption> : null}
      {head ? (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((cell) => (
              <th
                scope="col"
                class={cx(
                  'govuk-table__header',
                  cell.format && `govuk-table__header--${cell.format}`,
                  cell.classes,
                )}
                colspan={cell.colspan}
                rowspan={cell.rowspan}
                {...cell.attributes}
              >
                {cell.content}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row">
            {row.map((cell, index) =>
              firstCellIsHeader && index === 0 ? <RowHeader {...cell} /> : <DataCell {...cell} />,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowHeader({ content, classes, colspan, rowspan, attributes }: Cell) {
  return (
    <th
      scope="row"
      class={cx('govuk-table__header', classes)}
      colspan={colspan}
      rowspan={rowspan}
      {...attributes}
    >
      {content}
    </th>
  );
}

function DataCell({ content, format, classes, colspan, rowspan, attributes }: Cell) {
  return (
    <td
      class={cx('govuk-table__cell', format && `govuk-table__cell--${format}`, classes)}
      colspan={colspan}
      rowspan={rowspan}
      {...attributes}
    >
      {content}
    </td>
  );
}
