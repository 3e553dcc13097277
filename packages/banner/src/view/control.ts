import type { Heed } from '../api.ts';
import type { BannerConfig } from '../config.ts';
import { button, h } from './element.ts';

/** The standing control: settings, and one press to take everything back. */
export function controlView({ texts }: BannerConfig, heed: Heed): HTMLElement {
  const { granted, gpc, decided } = heed.state;
  return h(
    'aside',
    { className: 'heed-control', 'aria-label': texts.control },
    gpc && !decided && h('span', { className: 'heed-signal' }, texts.gpc),
    button(texts.control, () => heed.open(), 'heed-button--small'),
    granted.length > 0 && button(texts.withdraw, () => heed.withdraw(), 'heed-button--small'),
  );
}
