import { type Common, cx } from '../common/common.ts';
import { type FieldProps, FormGroup, fieldDescribedBy } from '../form-group/form-group.tsx';

export interface FileUploadProps extends FieldProps, Common {
  readonly multiple?: boolean;
  readonly disabled?: boolean;
}

export function FileUpload({ classes, attributes, ...props }: FileUploadProps) {
  return (
    <FormGroup {...props}>
      <input
        class={cx('govuk-file-upload', classes, props.error && 'govuk-file-upload--error')}
        id={props.id ?? props.name}
        name={props.name}
        type="file"
        disabled={props.disabled}
        multiple={props.multiple}
        aria-describedby={fieldDescribedBy(props)}
        {...attributes}
      />
    </FormGroup>
  );
}
