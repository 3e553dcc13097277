import type { PropsWithChildren } from 'hono/jsx';
import { Button } from '../button/button.tsx';

export interface FilterProps {
  readonly title: string;
  readonly action: string;
  readonly submit?: string;
}

/** Narrows or shifts what the page shows. It asks by GET, so it must never hold a personal value. */
export function Filter({ title, action, submit = 'Apply', children }: PropsWithChildren<FilterProps>) {
  return (
    <section class="moj-filter" aria-label={title}>
      <h2>{title}</h2>
      <form method="get" action={action}>
        {children}
        <Button classes="govuk-button--secondary">{submit}</Button>
      </form>
    </section>
  );
}
