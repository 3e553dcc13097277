import { diffArrays, diffWordsWithSpace } from 'diff';
import MarkdownIt, { type Token } from 'markdown-it';
import { takeOutMarks } from '../render/render-notice.ts';

/** Words of a paragraph that stayed, came or went. */
export interface Words {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A paragraph, item, heading or table row of which something changed. */
export interface BlockChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly words: readonly Words[];
}

/** The changes below one heading. */
export interface SectionChange {
  /** Empty for what stands before the first heading. */
  readonly heading: string;
  readonly blocks: readonly BlockChange[];
}

interface Block {
  readonly section: string;
  readonly text: string;
}

/** Two paragraphs with fewer words in common than this are one that went and one that came. */
const ALIKE = 0.5;

/**
 * What changed between two texts, word by word, below the headings of the later one. Paragraphs that stayed as they
 * were are left out.
 *
 * @param before CommonMark with values filled in, as it was published; marks of promises do not count
 */
export function compareTexts(before: string, after: string): SectionChange[] {
  const changes: { section: string; block: BlockChange }[] = [];
  let gone: Block[] = [];
  let came: Block[] = [];
  const flush = () => {
    changes.push(...pair(gone, came));
    gone = [];
    came = [];
  };
  const [old, now] = [blocksOf(takeOutMarks(before)), blocksOf(takeOutMarks(after))];
  const runs = diffArrays(old, now, { comparator: (a, b) => a.text === b.text });
  for (const { value, added, removed } of runs) {
    if (added) came = value;
    else if (removed) gone = value;
    else flush();
  }
  flush();
  const sections = new Map<string, BlockChange[]>();
  for (const { section, block } of changes) sections.set(section, [...(sections.get(section) ?? []), block]);
  return [...sections].map(([heading, blocks]) => ({ heading, blocks }));
}

/** Matches paragraphs that went with those that came in their place, in order; what only went comes first. */
function pair(gone: readonly Block[], came: readonly Block[]): { section: string; block: BlockChange }[] {
  const partners = findPartners(gone, came);
  const changes: { section: string; block: BlockChange }[] = [];
  let from = 0;
  const removed = (to: number) => {
    for (const { section, text } of gone.slice(from, to))
      changes.push({ section, block: { kind: 'removed', words: [{ kind: 'removed', text }] } });
    from = Math.max(from, to);
  };
  came.forEach(({ section, text }, i) => {
    const next = partners.slice(i).find((at) => at !== null) ?? gone.length;
    removed(next);
    const at = partners[i];
    if (at === null || at === undefined) {
      changes.push({ section, block: { kind: 'added', words: [{ kind: 'added', text }] } });
      return;
    }
    from = at + 1;
    changes.push({ section, block: { kind: 'changed', words: wordChanges(gone[at]!.text, text) } });
  });
  removed(gone.length);
  return changes;
}

/** For each paragraph that came, the place of the one whose words it carries on, or null. */
function findPartners(gone: readonly Block[], came: readonly Block[]): (number | null)[] {
  let from = 0;
  return came.map(({ text }) => {
    const at = gone.findIndex((old, i) => i >= from && likeness(old.text, text) >= ALIKE);
    if (at < 0) return null;
    from = at + 1;
    return at;
  });
}

function wordChanges(before: string, after: string): Words[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

/** How much two texts have in common: 1 for the same words, 0 for none. */
function likeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const count = counts.get(word) ?? 0;
    if (count === 0) continue;
    counts.set(word, count - 1);
    common++;
  }
  return (2 * common) / (left.length + right.length || 1);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Paragraphs, items and headings as plain text; a table row is one block. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let section = '';
  let row: string[] | null = null;
  let heading = '';
  for (const token of new MarkdownIt({ html: false }).parse(markdown, {})) {
    if (token.type === 'heading_open') heading = token.tag;
    if (token.type === 'tr_open') row = [];
    if (token.type === 'tr_close') {
      if (row) blocks.push({ section, text: row.join(' | ') });
      row = null;
    }
    if (token.type !== 'inline') continue;
    const text = plainText(token);
    if (heading === 'h2') section = text;
    heading = '';
    if (row) row.push(text);
    else blocks.push({ section, text });
  }
  return blocks;
}

function plainText(inline: Token): string {
  const text = (inline.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('');
  return text.replace(/\s+/g, ' ').trim();
}
