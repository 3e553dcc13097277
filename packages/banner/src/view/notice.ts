import type { Heed } from '../api.ts';
import type { BannerConfig } from '../config.ts';
import { button, h } from './element.ts';

/** First layer: what is asked, and accept and refuse of the same size, one press each. */
export function noticeView(
  { texts, page, notice, regions }: BannerConfig,
  region: string,
  heed: Heed,
): HTMLElement {
  return h(
    'section',
    { className: 'heed-notice-bar', id: 'heed-cookie-notice', 'aria-labelledby': 'heed-cookie-title' },
    h('h2', { id: 'heed-cookie-title' }, texts.title),
    h('p', {}, texts.intro),
    regions[region] && h('p', {}, regions[region].intro),
    h(
      'div',
      { className: 'heed-buttons' },
      button(texts.accept, () => heed.accept()),
      button(texts.refuse, () => heed.refuse()),
      button(texts.choose, () => heed.open(), 'heed-button--plain'),
      h('a', { href: page }, texts.more),
      h('a', { href: notice }, texts.policy),
    ),
  );
}
