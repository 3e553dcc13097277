import type { PropsWithChildren } from 'hono/jsx';
import { type Common, cx } from '../common/common.ts';

export interface ButtonProps extends Common {
  readonly id?: string;
  readonly type?: 'submit' | 'button' | 'reset';
  readonly name?: string;
  readonly value?: string;
  readonly disabled?: boolean;
  /** Makes it a link that looks like a button; for going somewhere, never for changing something. */
  readonly href?: string;
}

export function Button({ classes, attributes, children, href, ...rest }: PropsWithChildren<ButtonProps>) {
  const className = cx('govuk-button', classes);
  if (href !== undefined)
    return (
      // biome-ignore lint/a11y/useSemanticElements: it goes somewhere, so it stays a link; assistive technology hears what it looks like
      <a href={href} role="button" draggable="false" class={className} {...attributes} id={rest.id}>
        {children}
      </a>
    );
  return (
    <button
      type={rest.type ?? 'submit'}
      value={rest.value}
      name={rest.name}
      disabled={rest.disabled}
      aria-disabled={rest.disabled ? 'true' : undefined}
      class={className}
      {...attributes}
      id={rest.id}
    >
      {children}
    </button>
  );
}
