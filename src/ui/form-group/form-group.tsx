import type { PropsWithChildren } from 'hono/jsx';
import { type Content, cx, describedBy } from '../common/common.ts';
import { ErrorMessage } from '../error-message/error-message.tsx';
import { Hint } from '../hint/hint.tsx';
import { Label } from '../label/label.tsx';

/** What every labelled field takes besides its own options. */
export interface FieldProps {
  readonly name: string;
  readonly id?: string;
  readonly label: Content;
  readonly labelClasses?: string;
  readonly labelIsHeading?: boolean;
  readonly hint?: Content;
  readonly error?: Content;
  readonly describedBy?: string;
  readonly groupClasses?: string;
}

/** The value of `aria-describedby` for a field: what the caller named, then the hint, then the error. */
export function fieldDescribedBy(field: FieldProps): string | undefined {
  const id = field.id ?? field.name;
  return describedBy(field.describedBy, field.hint ? `${id}-hint` : null, field.error ? `${id}-error` : null);
}

/** Label, hint and error around one field, in the order in which they are read out. */
export function FormGroup({ children, ...field }: PropsWithChildren<FieldProps>) {
  const id = field.id ?? field.name;
  return (
    <div class={cx('govuk-form-group', field.error && 'govuk-form-group--error', field.groupClasses)}>
      <Label for={id} classes={field.labelClasses} heading={field.labelIsHeading}>
        {field.label}
      </Label>
      {field.hint ? <Hint id={`${id}-hint`}>{field.hint}</Hint> : null}
      {field.error ? <ErrorMessage id={`${id}-error`}>{field.error}</ErrorMessage> : null}
      {children}
    </div>
  );
}
