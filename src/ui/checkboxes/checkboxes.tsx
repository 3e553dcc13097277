import { type Common, cx, describedBy } from '../common/common.ts';
import { type Choice, ChoiceGroup, type ChoiceGroupProps, choiceId } from '../fieldset/choice-group.tsx';
import { Hint } from '../hint/hint.tsx';
import { Label } from '../label/label.tsx';

export interface CheckboxesProps extends Omit<ChoiceGroupProps, 'idPrefix'>, Common {
  readonly name: string;
  readonly idPrefix?: string;
  readonly items: readonly Choice[];
  readonly values?: readonly (string | number)[];
}

export function Checkboxes({
  name,
  items,
  values,
  classes,
  attributes,
  idPrefix = name,
  ...group
}: CheckboxesProps) {
  return (
    <ChoiceGroup idPrefix={idPrefix} {...group}>
      <div class={cx('govuk-checkboxes', classes)} {...attributes}>
        {items.map((item, index) => {
          const id = choiceId(idPrefix, index, item);
          return (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                id={id}
                name={item.name ?? name}
                type="checkbox"
                value={item.value}
                checked={item.checked ?? values?.includes(item.value) ?? false}
                disabled={item.disabled}
                aria-describedby={describedBy(
                  !group.legend && group.describedBy,
                  !group.legend && group.hint ? `${idPrefix}-hint` : null,
                  !group.legend && group.error ? `${idPrefix}-error` : null,
                  item.hint ? `${id}-item-hint` : null,
                )}
              />
              <Label classes="govuk-checkboxes__label" for={id}>
                {item.text}
              </Label>
              {item.hint ? (
                <Hint id={`${id}-item-hint`} classes="govuk-checkboxes__hint">
                  {item.hint}
                </Hint>
              ) : null}
            </div>
          );
        })}
      </div>
    </ChoiceGroup>
  );
}
