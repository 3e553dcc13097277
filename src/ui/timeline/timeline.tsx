import type { Content } from '../common/common.ts';

export interface TimelineItem {
  readonly title: Content;
  readonly byline?: Content;
  /** RFC 3339, for machines. */
  readonly datetime: string;
  /** The same instant in words. */
  readonly date: Content;
  readonly description?: Content;
  /** Marks what forbids; its title must say so too. */
  readonly stop?: boolean;
}

/** A history on the markup of the Ministry of Justice timeline, newest first. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <div class="moj-timeline">
      {items.map((item) => (
        <div class={item.stop ? 'moj-timeline__item heed-timeline--stop' : 'moj-timeline__item'}>
          <div class="moj-timeline__header">
            <h3 class="moj-timeline__title">{item.title}</h3>
            {item.byline ? <p class="moj-timeline__byline">{item.byline}</p> : null}
          </div>
          <p class="moj-timeline__date">
            <time datetime={item.datetime}>{item.date}</time>
          </p>
          {item.description ? <div class="moj-timeline__description">{item.description}</div> : null}
        </div>
      ))}
    </div>
  );
}
