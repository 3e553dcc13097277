import type { Content } from '../common/common.ts';

export interface Stat {
  readonly value: Content;
  readonly label: Content;
  readonly tone?: 'yes' | 'no' | 'wait';
}

/** Headline numbers in a row. */
export function Stats({ items }: { items: readonly Stat[] }) {
  return (
    <dl class="heed-stats">
      {items.map(({ value, label, tone }) => (
        <div class={tone ? `heed-stat heed-stat--${tone}` : 'heed-stat'}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
