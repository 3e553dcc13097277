import type { BannerConfig, ServiceConfig } from '../config.ts';
import { button, h } from './element.ts';

const SHOWS = /^(IFRAME|OBJECT|EMBED|TEMPLATE|SCRIPT|VIDEO)$/;
const done = new WeakMap<Element, HTMLElement>();

export interface PlaceholderActions {
  once(service: string): void;
  always(service: string): void;
}

/** Puts a box with its two buttons where held content would stand, of the same size, so that nothing moves later. */
export function showPlaceholders(
  held: readonly Element[],
  purposeOf: (element: Element) => string | undefined,
  { categories, texts }: BannerConfig,
  actions: PlaceholderActions,
): void {
  const services = categories.flatMap((category) => category.services);
  for (const element of held) {
    if (done.has(element) || !SHOWS.test(element.tagName) || !document.body.contains(element)) continue;
    const purpose = purposeOf(element);
    const service = services.find(({ id, notice }) => id === purpose && notice);
    if (!service && (purpose || element.tagName !== 'IFRAME')) continue;
    const box = boxFor(service, texts, actions);
    const { width, height } = sizeOf(element);
    if (width) box.style.width = width;
    if (height) box.style.minHeight = height;
    done.set(element, box);
    (element as HTMLElement).hidden = true;
    element.before(box);
  }
}

/** Takes boxes away whose content may be shown now. */
export function removePlaceholders(held: readonly Element[]): void {
  for (const box of document.querySelectorAll<HTMLElement>('.heed-embed')) {
    const element = held.find((one) => done.get(one) === box);
    if (element) continue;
    const next = box.nextElementSibling as HTMLElement | null;
    if (next && done.get(next) === box) next.hidden = false;
    box.remove();
  }
}

function sizeOf(element: Element): { width: string | undefined; height: string | undefined } {
  const from =
    element.tagName === 'TEMPLATE'
      ? (element as HTMLTemplateElement).content.querySelector('[width],[height]')
      : element;
  const length = (name: string) => {
    const value = from?.getAttribute(name);
    return value ? (/^\d+$/.test(value) ? `${value}px` : value) : undefined;
  };
  return { width: length('width'), height: length('height') };
}

function boxFor(
  service: ServiceConfig | undefined,
  texts: BannerConfig['texts'],
  actions: PlaceholderActions,
): HTMLElement {
  if (!service) return h('div', { className: 'heed-embed' }, h('p', {}, texts.undeclared));
  const { id, provider, notice } = service;
  const fill = (text: string) => text.replaceAll('{provider}', provider);
  return h(
    'div',
    { className: 'heed-embed', 'data-service': id },
    h('p', {}, fill(texts.embed), ' ', h('a', { href: notice, rel: 'noreferrer' }, fill(texts.notice))),
    h(
      'div',
      { className: 'heed-buttons' },
      button(fill(texts.once), () => actions.once(id)),
      button(fill(texts.always), () => actions.always(id)),
    ),
  );
}
