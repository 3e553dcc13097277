/**
 * Brings HTML to one spelling: a tag a line, attributes sorted, white space and entities settled. Attributes that
 * only start govuk-frontend's scripts are left out, since Heed's pages carry no script.
 */
export function normaliseHtml(html: string): string {
  const parts: string[] = [];
  for (const [, tag, text] of html.matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (tag) parts.push(normaliseTag(tag));
    else if (text?.trim()) parts.push(decode(text).replace(/\s+/g, ' ').trim());
  }
  return parts.filter(Boolean).join('\n');
}

const SCRIPT_HOOKS =
  /^data-(module|prevent-double-click|disable-auto-focus|aria-controls|behaviour|i18n\..*)$/;

function normaliseTag(tag: string): string {
  const closing = /^<\/\s*([\w-]+)/.exec(tag);
  if (closing) return `</${closing[1]!.toLowerCase()}>`;
  const name = /^<\s*([\w-]+)/.exec(tag)?.[1]?.toLowerCase();
  if (!name) return '';
  const attributes: string[] = [];
  for (const match of tag.slice(name.length + 1).matchAll(/([^\s=/>"]+)(?:\s*=\s*"([^"]*)")?/g)) {
    if (SCRIPT_HOOKS.test(match[1]!)) continue;
    const value = decode(match[2] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    attributes.push(`${match[1]}="${match[1] === 'class' ? value.split(' ').sort().join(' ') : value}"`);
  }
  return `<${[name, ...attributes.sort()].join(' ')}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  ctdot: '⋯',
  nbsp: '\u00a0',
};

function decode(text: string): string {
  return text.replace(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
