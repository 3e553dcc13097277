/**
 * Finds the promises in a rendered notice and puts something after the block that holds them: after a paragraph,
 * inside a list item or a table cell. `<details>` may not stand inside a paragraph, so it cannot follow the sentence
 * itself.
 *
 * @param html the fragment of `renderNotice`, whose promises are `span.promise[data-clause]`
 * @param unfold what to put there for the clauses of one block, as HTML
 */
export function unfoldPromises(html: string, unfold: (clauses: readonly string[]) => string): string {
  let result = '';
  let waiting: string[] = [];
  let from = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/g)) {
    const [tag, closing, name, attributes] = match as unknown as [string, string, string, string];
    const clauses = /\bdata-clause="([^"]*)"/.exec(attributes)?.[1];
    if (!closing && clauses) waiting.push(...clauses.split(' '));
    if (!closing || waiting.length === 0 || !BLOCKS.has(name)) continue;
    const added = unfold([...new Set(waiting)]);
    waiting = [];
    const after = name === 'p' || name.startsWith('h');
    const cut = after ? match.index + tag.length : match.index;
    result += html.slice(from, cut) + added;
    from = cut;
  }
  return result + html.slice(from);
}

const BLOCKS = new Set(['p', 'li', 'td', 'h2', 'h3', 'h4']);
