/**
 * The two additions to CommonMark that a notice may use, found in its source text:
 * placeholders `{{controller.name}}`, and promise marks `[The sentence.]{CMP-96 check=removal-clock,replies}`.
 */

export interface Placeholder {
  /** What stands between the braces, trimmed. */
  readonly name: string;
  readonly offset: number;
  /** True where it stands on a line of its own. */
  readonly alone: boolean;
}

export interface PromiseMark {
  /** The marked sentence as written, with its placeholders. */
  readonly text: string;
  readonly clauses: readonly string[];
  readonly checks: readonly string[];
  readonly offset: number;
}

const ATTRIBUTES = /^\s*((?:[A-Z]+-\d{2,3}\s*)+)(?:check=([a-z0-9-]+(?:,[a-z0-9-]+)*)\s*)?$/;

/** Every placeholder in order. */
export function findPlaceholders(source: string): Placeholder[] {
  return [...source.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => {
    const lineStart = source.lastIndexOf('\n', match.index) + 1;
    const lineEnd = source.indexOf('\n', match.index);
    const line = source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
    return { name: match[1]!.trim(), offset: match.index, alone: line.trim() === match[0] };
  });
}

/** Reads what stands between the braces of a mark; null if it is no mark. */
export function parseMark(attributes: string): Pick<PromiseMark, 'clauses' | 'checks'> | null {
  const match = ATTRIBUTES.exec(attributes);
  if (!match) return null;
  return { clauses: match[1]!.trim().split(/\s+/), checks: match[2]?.split(',') ?? [] };
}

/** Every promise mark in order. A bracket may hold other brackets, such as a link. */
export function findPromises(source: string): PromiseMark[] {
  const marks: PromiseMark[] = [];
  for (const match of source.matchAll(/\]\{(?!\{)([^{}]*)\}/g)) {
    const mark = parseMark(match[1]!);
    const start = openingBracket(source, match.index);
    if (mark && start >= 0)
      marks.push({ ...mark, text: source.slice(start + 1, match.index), offset: start });
  }
  return marks;
}

/** Braces that look like a mark and are none: a slip of the author that would be printed as it stands. */
export function findBrokenMarks(source: string): { text: string; offset: number }[] {
  const whole = new Set(findPromises(source).map(({ offset, text }) => offset + text.length + 2));
  return [...source.matchAll(/(?<!\{)\{(?!\{)([^{}\n]*)\}(?!\})/g)]
    .filter((match) => !whole.has(match.index))
    .map((match) => ({ text: match[0], offset: match.index }));
}

function openingBracket(source: string, closing: number): number {
  let depth = 0;
  for (let i = closing; i >= 0; i--) {
    if (source[i] === ']' && source[i - 1] !== '\\') depth++;
    if (source[i] === '[' && source[i - 1] !== '\\' && --depth === 0) return i;
    // A promise is one sentence inside one paragraph.
    if (source[i] === '\n' && source[i - 1] === '\n') return -1;
  }
  return -1;
}
