import { HeedError } from '../errors.ts';
import { toPointer } from './problem.ts';

/** Deeper nesting than any request of ours; it keeps hostile bodies from costing more than they weigh. */
const MAX_DEPTH = 24;

/**
 * Parses a request body as I-JSON (RFC 7493): like `JSON.parse`, but a key given twice, the key `__proto__` and
 * very deep nesting are refused, because two readers of one body must never see different requests; so are texts with
 * a NUL character or half a surrogate pair.
 *
 * @throws HeedError MALFORMED_JSON with a JSON Pointer where there is one.
 */
export function readJson(text: string): unknown {
  let value: unknown;
  refuseDeepNesting(text);
  try {
    value = JSON.parse(text);
  } catch {
    throw new HeedError(
      'MALFORMED_JSON',
      'The body could not be read as JSON. Check quotes, commas and brackets.',
    );
  }
  refuseAmbiguousKeys(text);
  // Only an escape can bring them in: the text itself is UTF-8, and JSON has no bare control characters.
  if (/\\u(?:0000|d[89a-f])/i.test(text)) refuseBrokenTexts(value, []);
  return value;
}

/** Half a character and the NUL character are no text that could be stored or shown again. */
function refuseBrokenTexts(value: unknown, path: readonly (string | number)[]): void {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return;
    throw new HeedError('MALFORMED_JSON', 'A text holds a NUL character or half of a character.', [
      { pointer: toPointer(path.map((part) => String(part).toWellFormed())), detail: 'Take it out' },
    ]);
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    refuseBrokenTexts(key, path);
    refuseBrokenTexts(inner, [...path, key]);
  }
}

/** A body that is valid JSON has its brackets outside strings only; strings are skipped by hand. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) i = endOfString(text, i);
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH)
        throw new HeedError('MALFORMED_JSON', `The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth--;
  }
}

interface Level {
  /** Keys seen so far in an object; undefined in an array. */
  readonly keys: Set<string> | undefined;
  /** The key or index being read. */
  at: string | number;
}

/** Walks text that `JSON.parse` has accepted, so the structure is known to be sound. */
function refuseAmbiguousKeys(text: string): void {
  const stack: Level[] = [];
  let expectsKey = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    const level = stack.at(-1);
    if (char === QUOTE) {
      const end = endOfString(text, i);
      if (expectsKey && level?.keys) {
        level.at = JSON.parse(text.slice(i, end + 1)) as string;
        refuseKey(level.keys, level.at, stack);
        expectsKey = false;
      }
      i = end;
    } else if (char === OPEN_BRACE) {
      stack.push({ keys: new Set(), at: '' });
      expectsKey = true;
    } else if (char === OPEN_BRACKET) {
      stack.push({ keys: undefined, at: 0 });
      expectsKey = false;
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      stack.pop();
      expectsKey = false;
    } else if (char === COMMA && level) {
      if (level.keys) expectsKey = true;
      else level.at = (level.at as number) + 1;
    }
  }
}

function refuseKey(keys: Set<string>, key: string, stack: readonly Level[]): void {
  const pointer = toPointer(stack.map((level) => level.at));
  if (key === '__proto__')
    throw new HeedError('MALFORMED_JSON', 'This key is never accepted.', [{ pointer, detail: 'Remove it' }]);
  if (keys.has(key))
    throw new HeedError('MALFORMED_JSON', 'A key is given twice in one object.', [
      { pointer, detail: 'Give it once' },
    ]);
  keys.add(key);
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === BACKSLASH) i++;
    else if (char === QUOTE) return i;
  }
  return text.length;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
