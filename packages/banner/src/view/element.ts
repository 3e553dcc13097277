type Child = Node | string | undefined | false;
type Properties = Record<string, unknown>;

/** Builds an element. Text stays text, so nothing here can bring markup into the page. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) (element as unknown as Properties)[name] = value;
    else element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

export function button(text: string, onclick: () => void, kind = ''): HTMLButtonElement {
  return h('button', { type: 'button', className: `heed-button ${kind}`, onclick }, text);
}
