import { type Common, cx } from '../common/common.ts';
import { type Choice, ChoiceGroup, type ChoiceGroupProps, choiceId } from '../fieldset/choice-group.tsx';
import { Hint } from '../hint/hint.tsx';
import { Label } from '../label/label.tsx';

export interface RadiosProps extends Omit<ChoiceGroupProps, 'idPrefix'>, Common {
  readonly name: string;
  readonly idPrefix?: string;
  readonly items: readonly Choice[];
  readonly value?: string | number;
}

export function Radios({ name, items, value, classes, attributes, idPrefix = name, ...group }: RadiosProps) {
  return (
    <ChoiceGroup idPrefix={idPrefix} {...group}>
      <div class={cx('govuk-radios', classes)} {...attributes}>
        {items.map((item, index) => {
          const id = choiceId(idPrefix, index, item);
          return (
            <div class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                id={id}
                name={name}
                type="radio"
                value={item.value}
                checked={item.checked ?? (value ? item.value === value : false)}
                disabled={item.disabled}
                aria-describedby={item.hint ? `${id}-item-hint` : undefined}
              />
              <Label classes="govuk-radios__label" for={id}>
                {item.text}
              </Label>
              {item.hint ? (
                <Hint id={`${id}-item-hint`} classes="govuk-radios__hint">
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
