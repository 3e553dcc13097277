import type { Passage } from './state.ts';

/** Attributes that make an element load something. */
const LOADS = ['src', 'srcset', 'href', 'data', 'poster', 'imagesrcset', 'xlink:href'];
/** Links of these kinds name a page and load nothing. */
const NAMES_ONLY =
  /\b(canonical|alternate|author|help|license|me|next|prev|search|tag|bookmark|nofollow|external)\b/i;
const HELD = 'data-heed-';

/** Values as they were given, so that a TrustedScriptURL stays one. */
const given = new WeakMap<Element, Map<string, unknown>>();

export const isLoading = (element: Element) =>
  !/^(A|AREA|BASE|FORM|a)$/.test(element.tagName) &&
  !(element.tagName === 'LINK' && NAMES_ONLY.test((element as HTMLLinkElement).rel));

const addressesIn = (name: string, value: string) =>
  name.endsWith('srcset') ? value.split(',').map((one) => one.trim().split(/\s/)[0]!) : [value];

/** Everything that an element would load, put aside or not; for a template, what is in it. */
export function addressesOf(element: Element): string[] {
  if (element.tagName === 'TEMPLATE')
    return [...(element as HTMLTemplateElement).content.querySelectorAll('*')].flatMap(addressesOf);
  return LOADS.flatMap((name) => {
    const value =
      element.getAttribute(HELD + name) ?? element.getAttribute(`data-${name}`) ?? element.getAttribute(name);
    return value && isLoading(element) ? addressesIn(name, value) : [];
  });
}

/** The purpose that an element declares for itself, or the service of what it would load. */
export function purposeOf(passage: Passage, element: Element): string | undefined {
  return (
    element.getAttribute('data-purpose') ??
    addressesOf(element)
      .map((address) => passage.serviceOf(address))
      .find(Boolean)
  );
}

/** Whether this attribute value may stand on the element. */
export function lets(passage: Passage, element: Element, name: string, value: string): boolean {
  if (!LOADS.includes(name) || !isLoading(element)) return true;
  const purpose = element.getAttribute('data-purpose');
  if (purpose && !passage.may(purpose)) return false;
  return addressesIn(name, value).every((address) => passage.lets(address));
}

/** Puts a value aside; the element stays in its place and loads nothing. */
export function setAside(held: Set<Element>, element: Element, name: string, value: unknown): void {
  const values = given.get(element) ?? new Map<string, unknown>();
  given.set(element, values.set(name, value));
  element.setAttribute(HELD + name, String(value));
  held.add(element);
}

/** Looks at an element that is in the page or about to be, and holds it back where it must be. */
export function check(passage: Passage, held: Set<Element>, element: Element): void {
  const { tagName } = element;
  const purpose = element.getAttribute('data-purpose');
  if (tagName === 'TEMPLATE') {
    if (purpose) held.add(element);
    return;
  }
  if (
    purpose &&
    (element.getAttribute('type') === 'text/plain' ||
      LOADS.some((name) => element.hasAttribute(`data-${name}`)))
  )
    held.add(element);
  for (const name of LOADS) {
    const value = element.getAttribute(name);
    if (value === null || lets(passage, element, name, value)) continue;
    // A script keeps its address and loses its type: it does not start, and can be put in again later.
    if (tagName === 'SCRIPT') {
      element.setAttribute(`${HELD}type`, (element as HTMLScriptElement).type);
      (element as HTMLScriptElement).type = 'text/plain';
      held.add(element);
    } else {
      setAside(held, element, name, value);
      element.removeAttribute(name);
    }
  }
}

/** Checks an element and everything in it. */
export function checkAll(passage: Passage, held: Set<Element>, root: Node): void {
  if (root.nodeType === 1) check(passage, held, root as Element);
  if (root.nodeType === 1 || root.nodeType === 11)
    for (const element of (root as ParentNode).querySelectorAll('*')) check(passage, held, element);
}

/** Lets a held element go on, if it may now. Returns whether it did. */
export function release(passage: Passage, held: Set<Element>, element: Element): boolean {
  const purpose = element.getAttribute('data-purpose');
  if (purpose && !passage.may(purpose)) return false;
  if (element.tagName === 'TEMPLATE') {
    held.delete(element);
    element.replaceWith((element as HTMLTemplateElement).content);
    return true;
  }
  const typed = element as HTMLScriptElement;
  const waiting = LOADS.flatMap((name): [string, string][] => {
    const value =
      element.getAttribute(HELD + name) ?? (purpose ? element.getAttribute(`data-${name}`) : null);
    return value === null ? [] : [[name, value]];
  });
  if (typed.tagName === 'SCRIPT' && typed.src) waiting.push(['src', typed.src]);
  if (!waiting.every(([name, value]) => lets(passage, element, name, value))) return false;
  // A script needs a place to start; one that is nowhere yet is looked at again when it is put somewhere.
  if (typed.type === 'text/plain' && !element.parentNode) return false;
  held.delete(element);
  const values = given.get(element);
  for (const [name, value] of waiting) {
    element.removeAttribute(HELD + name);
    element.removeAttribute(`data-${name}`);
    if (name === 'src' && typed.src) continue;
    if (values?.has(name) && name in element)
      (element as unknown as Record<string, unknown>)[name] = values.get(name);
    else element.setAttribute(name, value);
  }
  if (typed.type === 'text/plain') restart(typed);
  return true;
}

/**
 * Gives a script its type back and puts it in once more. The browser left it alone for its type and takes it as new;
 * it is the same element, so its text and nonce stay trusted.
 */
function restart(script: HTMLScriptElement): void {
  const { parentNode, nextSibling } = script;
  script.remove();
  const type = script.getAttribute(`${HELD}type`) ?? script.dataset.type ?? '';
  script.removeAttribute(`${HELD}type`);
  if (type) script.type = type;
  else script.removeAttribute('type');
  script.async = script.hasAttribute('async');
  parentNode!.insertBefore(script, nextSibling);
}
