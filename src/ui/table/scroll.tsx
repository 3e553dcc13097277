import type { PropsWithChildren } from 'hono/jsx';

/** Lets a wide table scroll by itself, by keyboard as well, so that the page never does. */
export function Scroll({ labelledBy, children }: PropsWithChildren<{ labelledBy: string }>) {
  // A region that scrolls has to be reachable by keyboard (WCAG 2.1.1), hence the tab stop.
  return (
    <section class="heed-scroll" aria-labelledby={labelledBy} tabindex={0}>
      {children}
    </section>
  );
}
