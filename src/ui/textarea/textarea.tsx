import { type Attributes, type Common, cx } from '../common/common.ts';
import { type FieldProps, FormGroup, fieldDescribedBy } from '../form-group/form-group.tsx';

export interface TextareaProps extends FieldProps, Common {
  readonly value?: string;
  readonly rows?: number;
  readonly autocomplete?: string;
  readonly spellcheck?: boolean;
  readonly disabled?: boolean;
}

export function Textarea({ classes, attributes, ...props }: TextareaProps) {
  // The attribute takes the words true and false; a boolean would print it without a value.
  const spelling: Attributes = props.spellcheck === undefined ? {} : { spellcheck: String(props.spellcheck) };
  return (
    <FormGroup {...props}>
      <textarea
        class={cx('govuk-textarea', classes, props.error && 'govuk-textarea--error')}
        id={props.id ?? props.name}
        name={props.name}
        rows={props.rows ?? 5}
        disabled={props.disabled}
        aria-describedby={fieldDescribedBy(props)}
        autocomplete={props.autocomplete}
        {...spelling}
        {...attributes}
      >
        {props.value}
      </textarea>
    </FormGroup>
  );
}
