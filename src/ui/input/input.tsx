import { type Attributes, type Common, type Content, cx } from '../common/common.ts';
import { type FieldProps, FormGroup, fieldDescribedBy } from '../form-group/form-group.tsx';

export interface InputProps extends FieldProps, Common {
  readonly type?: string;
  readonly value?: string | number;
  readonly prefix?: Content;
  readonly suffix?: Content;
  readonly autocomplete?: string;
  readonly autocapitalize?: 'characters' | 'none' | 'off' | 'on' | 'sentences' | 'words';
  readonly inputmode?: 'decimal' | 'email' | 'none' | 'numeric' | 'search' | 'tel' | 'text' | 'url';
  readonly pattern?: string;
  readonly spellcheck?: boolean;
  readonly disabled?: boolean;
}

export function Input({ classes, attributes, prefix, suffix, ...props }: InputProps) {
  // The attribute takes the words true and false; a boolean would print it without a value.
  const spelling: Attributes = props.spellcheck === undefined ? {} : { spellcheck: String(props.spellcheck) };
  const input = (
    <input
      class={cx('govuk-input', classes, props.error && 'govuk-input--error')}
      id={props.id ?? props.name}
      name={props.name}
      type={props.type ?? 'text'}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={fieldDescribedBy(props)}
      autocomplete={props.autocomplete}
      autocapitalize={props.autocapitalize}
      pattern={props.pattern}
      inputmode={props.inputmode}
      {...spelling}
      {...attributes}
    />
  );
  return (
    <FormGroup {...props}>
      {prefix || suffix ? (
        <div class="govuk-input__wrapper">
          {prefix ? (
            <div class="govuk-input__prefix" aria-hidden="true">
              {prefix}
            </div>
          ) : null}
          {input}
          {suffix ? (
            <div class="govuk-input__suffix" aria-hidden="true">
              {suffix}
            </div>
          ) : null}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}
