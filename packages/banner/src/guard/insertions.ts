import { checkAll, lets, setAside } from './elements.ts';
import type { Passage } from './state.ts';

type Patchable = Record<string, (...args: unknown[]) => unknown>;

/** Watches what the parser adds, and every way in which scripts put an element or an address into the page. */
export function guardInsertions(
  passage: Passage,
  held: Set<Element>,
  page: Window & typeof globalThis,
  added: () => void,
): void {
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) checkAll(passage, held, node);
    // What the parser still reads may be half a template; it goes on when the page is read.
    if (document.readyState !== 'loading') added();
  }).observe(document, { childList: true, subtree: true });

  /** Calls `before` with the arguments; where it returns true the call is left out. */
  const patch = (
    prototype: object,
    name: string,
    before: (self: Element, args: unknown[]) => boolean | undefined,
  ) => {
    const original = (prototype as Patchable)[name];
    if (original)
      (prototype as Patchable)[name] = function (this: Element, ...args) {
        return before(this, args) ? undefined : original.apply(this, args);
      };
  };

  for (const [prototype, names] of [
    [Node.prototype, 'appendChild insertBefore replaceChild'],
    [Element.prototype, 'append prepend before after replaceWith replaceChildren insertAdjacentElement'],
    [DocumentFragment.prototype, 'append prepend replaceChildren'],
    [CharacterData.prototype, 'before after replaceWith'],
  ] as const)
    for (const name of names.split(' '))
      patch(prototype, name, (_self, args) => {
        for (const node of args) if (node instanceof Node) checkAll(passage, held, node);
        return false;
      });

  const stop = (element: Element, name: string, value: unknown) => {
    if (lets(passage, element, name, String(value))) return false;
    setAside(held, element, name, value);
    return true;
  };
  patch(Element.prototype, 'setAttribute', (self, [name, value]) =>
    stop(self, String(name).toLowerCase(), value),
  );
  patch(Element.prototype, 'setAttributeNS', (self, [, name, value]) => stop(self, String(name), value));

  for (const [kind, names] of Object.entries({
    Script: 'src',
    IFrame: 'src',
    Image: 'src srcset',
    Link: 'href',
    Embed: 'src',
    Object: 'data',
    Media: 'src',
    Source: 'src srcset',
    Track: 'src',
    Video: 'poster',
    Input: 'src',
  })) {
    const { prototype } = (page as unknown as Record<string, { prototype: object }>)[`HTML${kind}Element`]!;
    for (const name of names.split(' ')) {
      const property = Object.getOwnPropertyDescriptor(prototype, name);
      if (property?.set)
        Object.defineProperty(prototype, name, {
          ...property,
          set(this: Element, value: unknown) {
            if (!stop(this, name, value)) property.set!.call(this, value);
          },
        });
    }
  }

  // Markup is read where nothing loads, checked, and moved in.
  const inert = document.implementation.createHTMLDocument('');
  const markup = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
  if (markup?.set)
    Object.defineProperty(Element.prototype, 'innerHTML', {
      ...markup,
      set(this: Element, value: unknown) {
        if (this.tagName === 'TEMPLATE' || !/<|&/.test(String(value))) return markup.set!.call(this, value);
        const room = inert.importNode(this, false);
        markup.set!.call(room, value);
        this.replaceChildren(...room.childNodes);
      },
    });
}
