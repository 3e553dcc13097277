import type { PropsWithChildren } from 'hono/jsx';
import { type Common, type Content, cx } from '../common/common.ts';

export interface FieldsetProps extends Common {
  readonly legend?: Content;
  readonly legendClasses?: string;
  readonly legendIsHeading?: boolean;
  readonly describedBy?: string;
  readonly role?: string;
}

export function Fieldset({
  classes,
  attributes,
  legend,
  children,
  ...props
}: PropsWithChildren<FieldsetProps>) {
  return (
    <fieldset
      class={cx('govuk-fieldset', classes)}
      role={props.role}
      aria-describedby={props.describedBy}
      {...attributes}
    >
      {legend ? (
        <legend class={cx('govuk-fieldset__legend', props.legendClasses)}>
          {props.legendIsHeading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
      ) : null}
      {children}
    </fieldset>
  );
}
