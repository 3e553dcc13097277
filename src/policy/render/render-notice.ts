import MarkdownIt, { type MarkdownIt as Md, type Token } from 'markdown-it';
import { HeedError } from '../../errors.ts';
import { FIRST_LANGUAGE, knownLanguage, type Language } from '../../texts/languages.ts';
import type { LoadedPolicy } from '../policies.ts';
import { dataIn } from '../translate/policy-in.ts';
import { findPlaceholders, parseMark } from './marks.ts';
import { fillPlaceholders, placeholderValue } from './placeholders.ts';

export interface RenderedNotice {
  readonly language: string;
  /** The first heading of level 1, as plain text. */
  readonly title: string;
  /** A fragment: headings with ids, promises as `span.promise` with the clause id as id. */
  readonly html: string;
  /** CommonMark with tables, values filled in and marks taken out. */
  readonly markdown: string;
  /** Headings of level 2 and 3 in order, for a table of contents. */
  readonly headings: readonly { readonly level: number; readonly id: string; readonly text: string }[];
}

type Renderable = Pick<LoadedPolicy, 'data' | 'notices' | 'folder'> &
  Partial<Pick<LoadedPolicy, 'translations'>>;

/**
 * Renders a notice in one language. Equal folders render to equal bytes.
 *
 * @throws HeedError NOT_FOUND for a language without a notice, POLICY_INVALID for an unknown placeholder.
 */
export function renderNotice(
  policy: Renderable,
  language = policy.data.policy.languages[0]!,
): RenderedNotice {
  return renderText(noticeText(policy, language), language);
}

/** The notice in CommonMark with its values filled in and its promises still marked. Throws as `renderNotice`. */
export function noticeText(policy: Renderable, language: string): string {
  const prose = policy.notices[language];
  if (prose === undefined) throw new HeedError('NOT_FOUND', `There is no notice in "${language}".`);
  const unknown = findPlaceholders(prose).filter(({ name }) => !placeholderValue(policy.data, name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => `{{${name}}}`).join(', ');
    throw new HeedError(
      'POLICY_INVALID',
      `The notice in ${policy.folder} asks for what is not there: ${names}.`,
    );
  }
  const spoken = spokenIn(language);
  return fillPlaceholders(dataIn(policy, spoken), prose, spoken);
}

/**
 * Renders a document of requests.yaml, such as the California notice. Throws NOT_FOUND naming those that exist.
 *
 * @param language one of the policy's; default: its first
 */
export function renderDocument(
  policy: Renderable,
  id: string,
  language = policy.data.policy.languages[0]!,
): RenderedNotice {
  return renderText(documentText(policy, id, language), language);
}

/** A document of requests.yaml under its title, values filled in and promises still marked. Throws as `renderDocument`. */
export function documentText(policy: Renderable, id: string, language: string): string {
  const spoken = spokenIn(language);
  const data = dataIn(policy, spoken);
  const { documents } = data.requests;
  const document = documents.find((entry) => entry.id === id);
  if (!document) {
    throw new HeedError(
      'NOT_FOUND',
      `There is no document "${id}". Known: ${documents.map((entry) => entry.id).join(', ')}.`,
    );
  }
  return fillPlaceholders(data, `# ${document.title}\n\n${document.body}`, spoken);
}

/** The language in which Heed itself says lists, periods and dates of a text. */
function spokenIn(language: string): Language {
  return knownLanguage(language) ?? FIRST_LANGUAGE;
}

/** Renders a text whose values are filled in, such as one of a former version. */
export function renderText(filled: string, language: string): RenderedNotice {
  const { html, headings, title } = toHtml(filled);
  return { language, title, html, markdown: `${takeOutMarks(filled).trim()}\n`, headings };
}

/** The notice as a page of its own, without styles or scripts. */
export function noticePage(notice: RenderedNotice): string {
  return `<!doctype html>
<html lang="${notice.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${new MarkdownIt().utils.escapeHtml(notice.title)}</title>
</head>
<body>
<main>
${notice.html.trim()}
</main>
</body>
</html>
`;
}

function toHtml(markdown: string): Pick<RenderedNotice, 'html' | 'headings' | 'title'> {
  const md = new MarkdownIt({ html: false, linkify: false, typographer: false })
    .use(promiseSpans)
    .use(columnScopes);
  const tokens = md.parse(markdown, {});
  const headings: { level: number; id: string; text: string }[] = [];
  const used = new Map<string, number>();
  let title = '';
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return;
    const text = plainText(tokens[i + 1]);
    const level = Number(token.tag.slice(1));
    if (level === 1 && !title) title = text;
    const id = unique(
      used,
      text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'section',
    );
    token.attrSet('id', id);
    if (level === 2 || level === 3) headings.push({ level, id, text });
  });
  return { html: md.renderer.render(tokens, md.options, {}), headings, title };
}

/** Inline rule for `[…]{CMP-96 check=…}`. The first place that states a clause carries its id, so that it can be linked. */
const promiseSpans = (md: Md): void => {
  md.inline.ruler.before('link', 'promise', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x5b) return false;
    const end = state.md.helpers.parseLinkLabel(state, state.pos);
    if (end < 0) return false;
    const attributes = /^\{(?!\{)([^{}]*)\}/.exec(state.src.slice(end + 1));
    const mark = attributes && parseMark(attributes[1]!);
    if (!mark) return false;
    if (!silent) {
      const { posMax } = state;
      const open = state.push('promise_open', 'span', 1);
      open.meta = { clauses: mark.clauses };
      state.pos += 1;
      state.posMax = end;
      state.md.inline.tokenize(state);
      state.push('promise_close', 'span', -1);
      state.posMax = posMax;
    }
    state.pos = end + 1 + attributes[0].length;
    return true;
  });
  md.core.ruler.push('promise-ids', (state) => {
    const seen = new Set<string>();
    for (const token of state.tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'promise_open') continue;
      const clauses = token.meta!.clauses as readonly string[];
      const fresh = clauses.filter((clause) => !seen.has(clause));
      for (const clause of fresh) seen.add(clause);
      token.attrSet('class', 'promise');
      if (fresh[0]) token.attrSet('id', fresh[0]);
      token.attrSet('data-clause', clauses.join(' '));
      // One element has one id; further clauses of the same sentence get an empty target each.
      token.meta = { clauses, further: fresh.slice(1) };
    }
  });
  md.renderer.rules.promise_open = (tokens, index, options, _env, self) =>
    self.renderToken(tokens, index, options) +
    (tokens[index]!.meta!.further as string[]).map((clause) => `<span id="${clause}"></span>`).join('');
};

const columnScopes = (md: Md): void => {
  md.renderer.rules.th_open = (tokens, index, options, _env, self) => {
    tokens[index]!.attrSet('scope', 'col');
    return self.renderToken(tokens, index, options);
  };
};

/** A text without its marks of promises. */
export function takeOutMarks(markdown: string): string {
  let text = markdown;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(
      /\[((?:[^[\]]|\[[^[\]]*\])*)\]\{(?!\{)([^{}]*)\}/g,
      (whole, inner: string, attributes: string) => (parseMark(attributes) ? inner : whole),
    );
  }
  return text;
}

function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline' || type === 'softbreak')
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('');
}

function unique(used: Map<string, number>, id: string): string {
  const count = (used.get(id) ?? 0) + 1;
  used.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}
