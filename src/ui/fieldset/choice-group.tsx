import type { PropsWithChildren } from 'hono/jsx';
import { type Content, cx, describedBy } from '../common/common.ts';
import { ErrorMessage } from '../error-message/error-message.tsx';
import { Hint } from '../hint/hint.tsx';
import { Fieldset } from './fieldset.tsx';

/** What radios and checkboxes share: a question as legend, a hint, an error. */
export interface ChoiceGroupProps {
  /** Start of every id; the first choice carries it alone, so that an error summary can link to it. */
  readonly idPrefix: string;
  readonly legend?: Content;
  readonly legendClasses?: string;
  readonly legendIsHeading?: boolean;
  readonly hint?: Content;
  readonly error?: Content;
  readonly describedBy?: string;
  readonly groupClasses?: string;
}

export interface Choice {
  readonly text: Content;
  readonly value: string | number;
  readonly id?: string;
  /** Its own field name, where checkboxes are answers of their own. */
  readonly name?: string;
  readonly hint?: Content;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

export const choiceId = (prefix: string, index: number, item: Choice): string =>
  item.id ?? (index === 0 ? prefix : `${prefix}-${index + 1}`);

export function ChoiceGroup({
  idPrefix,
  hint,
  error,
  children,
  ...props
}: PropsWithChildren<ChoiceGroupProps>) {
  const ids = describedBy(
    props.describedBy,
    hint ? `${idPrefix}-hint` : null,
    error ? `${idPrefix}-error` : null,
  );
  const inner = (
    <>
      {hint ? <Hint id={`${idPrefix}-hint`}>{hint}</Hint> : null}
      {error ? <ErrorMessage id={`${idPrefix}-error`}>{error}</ErrorMessage> : null}
      {children}
    </>
  );
  return (
    <div class={cx('govuk-form-group', error && 'govuk-form-group--error', props.groupClasses)}>
      {props.legend ? (
        <Fieldset
          legend={props.legend}
          legendClasses={props.legendClasses}
          legendIsHeading={props.legendIsHeading}
          describedBy={ids}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </div>
  );
}
