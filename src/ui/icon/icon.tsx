const SHAPES = {
  /** A tick in a ring: may be done. */
  yes: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.6 14.4L6 12l1.6-1.6 2.8 2.8 6-6L18 8.8l-7.6 7.6Z',
  /** A bar across an octagon: stop. */
  no: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm-2 8.5v3h12v-3H6Z',
  /** An hourglass: not yet. */
  wait: 'M6 2h12v4.5L14.5 12l3.5 5.5V22H6v-4.5L9.5 12 6 6.5V2Zm2.5 2.5V6l3.5 4.5L15.5 6V4.5h-7Z',
} as const;

export type IconName = keyof typeof SHAPES;

/** A shape beside a word that says the same; never on its own. */
export function Icon({ name, class: className = 'heed-icon' }: { name: IconName; class?: string }) {
  return (
    <svg
      class={className}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
      fill="currentColor"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
