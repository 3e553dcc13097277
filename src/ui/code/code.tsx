export interface CodeProps {
  /** What it is, for those who hear the page. */
  readonly name: string;
  readonly text: string;
}

/** Text to copy. Long lines scroll by themselves, and the keyboard reaches them. */
export function Code({ name, text }: CodeProps) {
  return (
    <section class="heed-code" aria-label={name}>
      <pre tabindex={0}>
        <code>{text}</code>
      </pre>
    </section>
  );
}
