import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Place } from './finding.ts';

export type Path = readonly PropertyKey[];

/** A file of a policy folder that remembers where each value stands. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  /** Where the value at a path stands; for a path that does not exist, its nearest existing parent. */
  place(path: Path): Place;
  /** Where the key of a path stands, for findings about the key itself. */
  keyPlace(path: Path): Place;
}

export interface YamlFile extends SourceFile {
  readonly content: unknown;
  /** Faults of the YAML itself, each with its place. */
  readonly faults: readonly (Place & { message: string })[];
}

/** Reads YAML 1.2 (so `NO` is Norway and dates stay text) and keeps the place of every value. Never throws. */
export function parseYamlFile(name: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    strict: true,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = document.errors.map((error) => ({ ...at(error.pos[0]), message: firstLine(error.message) }));
  let content: unknown = null;
  if (faults.length === 0) {
    try {
      content = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      faults.push({ ...at(0), message: firstLine(String(error)) });
    }
  }
  return {
    name,
    text,
    content,
    faults,
    place: (path) => at(offsetOf(document, path, false)),
    keyPlace: (path) => at(offsetOf(document, path, true)),
  };
}

function offsetOf(document: Document, path: Path, ofKey: boolean): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  path.forEach((step, depth) => {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      const target = ofKey && depth === path.length - 1 ? pair?.key : (pair?.value ?? pair?.key);
      if (isNode(target) && target.range) offset = target.range[0];
      node = pair?.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (isNode(item) && item.range) offset = item.range[0];
      node = item;
    } else {
      node = undefined;
    }
  });
  return offset;
}

/** Prose has no inner paths; places in it are given by offset. */
export function placeInText(name: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { file: name, line, column: offset - before.lastIndexOf('\n') };
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!.replace(/ at line \d+, column \d+:?$/, '');
}
