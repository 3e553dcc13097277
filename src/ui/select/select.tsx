import { type Attributes, type Common, cx } from '../common/common.ts';
import { type FieldProps, FormGroup, fieldDescribedBy } from '../form-group/form-group.tsx';

export interface SelectItem {
  readonly text: string;
  readonly value?: string | number;
  readonly selected?: boolean;
  readonly disabled?: boolean;
  readonly attributes?: Attributes;
}

/** Items under a heading of their own. */
export interface SelectGroup {
  readonly label: string;
  readonly items: readonly SelectItem[];
}

export interface SelectProps extends FieldProps, Common {
  readonly items: readonly SelectItem[];
  /** Come after the items. */
  readonly groups?: readonly SelectGroup[];
  readonly value?: string | number;
  readonly disabled?: boolean;
}

export function Select({ classes, attributes, items, groups = [], value, ...props }: SelectProps) {
  return (
    <FormGroup {...props}>
      <select
        class={cx('govuk-select', classes, props.error && 'govuk-select--error')}
        id={props.id ?? props.name}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={fieldDescribedBy(props)}
        {...attributes}
      >
        {items.map((item) => (
          <Option item={item} value={value} />
        ))}
        {groups.map((group) => (
          <optgroup label={group.label}>
            {group.items.map((item) => (
              <Option item={item} value={value} />
            ))}
          </optgroup>
        ))}
      </select>
    </FormGroup>
  );
}

function Option({ item, value }: { item: SelectItem; value: SelectProps['value'] }) {
  return (
    <option
      value={item.value}
      selected={item.selected ?? (value ? (item.value ?? item.text) === value : false)}
      disabled={item.disabled}
      {...item.attributes}
    >
      {item.text}
    </option>
  );
}
