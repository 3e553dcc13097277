import { isNamed } from '../core/match.ts';
import type { Passage } from './state.ts';

/** Keeps scripts of the page from storing what is declared for a service that may not run. */
export function guardStores(passage: Passage): void {
  const may = (name: string) => {
    const owner = passage.declared.services.find(({ stores }) => isNamed(name, stores));
    return !owner || passage.granted.has(owner.id);
  };

  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  if (cookie?.set)
    Object.defineProperty(Document.prototype, 'cookie', {
      ...cookie,
      set(this: Document, text: string) {
        const [pair = '', ...attributes] = String(text).split(';');
        // Taking a cookie away is always allowed.
        const ends = attributes.some(
          (one) => /^\s*max-age\s*=\s*(-|0\s*$)/i.test(one) || /^\s*expires\s*=.*\b19\d\d\b/i.test(one),
        );
        if (ends || may(pair.split('=')[0]!.trim())) cookie.set!.call(this, text);
      },
    });

  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (name, value) {
    if (may(String(name))) setItem.call(this, name, value);
  };

  const store = (window as { CookieStore?: { prototype: { set: (...args: unknown[]) => unknown } } })
    .CookieStore?.prototype;
  if (!store) return;
  const { set } = store;
  store.set = function (this: unknown, ...args: unknown[]) {
    const name = (args[0] as { name?: string })?.name ?? String(args[0]);
    return may(name) ? set.apply(this, args) : Promise.reject(new TypeError(`Held back: ${name}`));
  };
}
