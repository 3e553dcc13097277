type Child = Node | string | null | undefined | false;

/** Makes an element. Text is set as text, so that nothing can be markup, also under enforced Trusted Types. */
export function el(
  tag: string,
  attributes: Readonly<Record<string, string | boolean | null | undefined>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : value);
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

/**
 * Quiet looks that any rule of the site outranks (`:where` weighs nothing). A constructed sheet needs no inline style,
 * so the strictest policy of a site lets it be.
 */
const LOOKS = `
:where(heed-form) { display: block; max-width: 40rem }
:where(heed-form :is(input, select, textarea):not([type=checkbox], [type=radio])) { display: block; box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: .4rem .5rem; font: inherit; border: 2px solid; border-radius: 2px }
:where(heed-form :is([type=checkbox], [type=radio])) { width: 1.5rem; height: 1.5rem; margin: 0 .6rem 0 0; flex: none }
:where(heed-form [aria-invalid]) { border-color: #b3001b }
:where(heed-form .heed-form-field) { margin: 0 0 1.25rem }
:where(heed-form .heed-form-box) { display: flex; align-items: center; margin: .5rem 0 }
:where(heed-form .heed-form-hint) { display: block; opacity: .8 }
:where(heed-form .heed-form-error) { display: block; margin: .25rem 0; font-weight: 700; color: #b3001b }
:where(heed-form [role=alert]) { padding: 1rem; border: 4px solid #b3001b }
:where(heed-form [role=alert] a) { display: inline-block; padding: .25rem 0 }
:where(heed-form fieldset) { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0 }
:where(heed-form legend, heed-form label) { font-weight: 600 }
:where(heed-form .heed-form-box label) { font-weight: inherit }
:where(heed-form button) { min-height: 2.75rem; margin: 0 .75rem .75rem 0; padding: .5rem 1rem; font: inherit }
:where(heed-form dt) { font-weight: 600 }
:where(heed-form dd) { margin: 0 0 .75rem; overflow-wrap: anywhere; white-space: pre-line }
@media (prefers-color-scheme: dark) { :where(heed-form .heed-form-error) { color: inherit } }
`;

let dressed = false;

/** Gives the document the looks, once. */
export function dress(): void {
  if (dressed || !('adoptedStyleSheets' in document)) return;
  dressed = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
