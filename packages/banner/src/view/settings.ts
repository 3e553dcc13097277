import type { Heed } from '../api.ts';
import type { BannerConfig, CategoryConfig } from '../config.ts';
import { button, h } from './element.ts';

/** Second layer: every category and service by itself, in a modal dialog of the browser. */
export function settingsView(
  { texts, categories, page, notice }: BannerConfig,
  heed: Heed,
): HTMLDialogElement {
  const { granted, gpc, decided } = heed.state;
  const boxes: HTMLInputElement[] = [];

  const category = ({ id, title, description, necessary, services }: CategoryConfig) => {
    const own = services.map((service) =>
      h('input', {
        type: 'checkbox',
        id: `heed-${service.id}`,
        value: service.id,
        checked: granted.includes(service.id),
      }),
    );
    const all = h('input', { type: 'checkbox', id: `heed-all-${id}` });
    const sync = () => {
      const on = own.filter(({ checked }) => checked).length;
      all.checked = on > 0 && on === own.length;
      all.indeterminate = on > 0 && on < own.length;
    };
    all.onchange = () => {
      for (const box of own) box.checked = all.checked;
    };
    for (const box of own) box.onchange = sync;
    sync();
    if (!necessary) boxes.push(...own);
    return h(
      'fieldset',
      {},
      h('legend', {}, title),
      necessary ? h('p', {}, texts.necessary) : h('label', { htmlFor: all.id }, all, ` ${title}`),
      h('p', {}, description),
      h(
        'details',
        {},
        h('summary', {}, texts.more, h('span', { className: 'heed-hidden' }, `: ${title}`)),
        ...services.map((service, at) =>
          h(
            'div',
            { className: 'heed-service' },
            necessary
              ? h('strong', {}, service.provider)
              : h('label', { htmlFor: own[at]!.id }, own[at], ` ${service.provider}`),
            h(
              'ul',
              {},
              ...service.stores.map(({ name, purpose, duration }) =>
                h('li', {}, h('code', {}, name), `: ${purpose} (${duration})`),
              ),
            ),
            service.notice
              ? h(
                  'a',
                  { href: service.notice, rel: 'noreferrer' },
                  texts.notice.replace('{provider}', service.provider),
                )
              : undefined,
          ),
        ),
      ),
    );
  };

  const receipt = heed.receipts.at(-1);
  const dialog = h(
    'dialog',
    { className: 'heed-settings', id: 'heed-cookie-settings', 'aria-labelledby': 'heed-settings-title' },
    h('h2', { id: 'heed-settings-title', tabIndex: -1, autofocus: true }, texts.title),
    gpc && !decided && h('p', { className: 'heed-signal' }, texts.gpc),
    h('p', {}, texts.intro),
    ...categories.map(category),
    h(
      'div',
      { className: 'heed-buttons' },
      button(texts.accept, () => heed.accept()),
      button(texts.refuse, () => heed.refuse()),
      button(texts.save, () => heed.choose(boxes.filter(({ checked }) => checked).map(({ value }) => value))),
      button(texts.close, () => dialog.close(), 'heed-button--plain'),
    ),
    h(
      'p',
      { className: 'heed-buttons' },
      h('a', { href: page }, texts.more),
      h('a', { href: notice }, texts.policy),
      receipt &&
        h(
          'a',
          {
            download: 'cookie-choice.json',
            href: `data:application/json,${encodeURIComponent(JSON.stringify(receipt))}`,
          },
          texts.receipt,
        ),
      receipt &&
        button(
          texts.forget,
          async () => {
            if (await heed.forget(receipt)) dialog.close();
          },
          'heed-button--plain',
        ),
    ),
  );
  // The browser keeps the page behind it out of reach; this keeps Tab from leaving for the window's own buttons.
  dialog.onkeydown = (event) => {
    if (event.key !== 'Tab') return;
    const stops = [...dialog.querySelectorAll<HTMLElement>('a[href],button,input,summary')].filter((one) =>
      one.checkVisibility(),
    );
    const last = event.shiftKey ? stops[0] : stops.at(-1);
    const here = document.activeElement;
    if (here !== last && !(event.shiftKey && here === dialog.firstChild)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  return dialog;
}
