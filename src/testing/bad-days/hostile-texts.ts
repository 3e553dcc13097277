/** Texts that do harm where somebody pastes them together instead of passing or escaping them. */
export const HOSTILE_TEXTS = {
  script: '<script>alert(1)</script>',
  attribute: '"><img src=x onerror=alert(1)>',
  attributeSingle: "' onmouseover='alert(1)",
  sql: "'; drop table subject cascade; --",
  sqlNumber: '1 or 1=1',
  sqlComment: "x'/**/union/**/select/**/sealed/**/from/**/fact--",
  jsonPath: '{"$gt": ""}',
  template: '{{7*7}}#{7*7}<%= 7*7 %>',
  headers: 'a\r\nSet-Cookie: hostile=1\r\n\r\n<script>alert(1)</script>',
  nul: 'a\u0000b',
  loneSurrogate: 'a\ud800b',
  escape: 'a\u001b]0;hostile\u0007\u001b[2Jb',
  backwards: 'a\u202egnp.exe',
  formula: '=cmd|"/c calc"!A0',
  path: '../../../../etc/passwd',
  long: 'x'.repeat(200_000),
} as const;

/** Every copy of a JSON value in which one string or number is replaced by the text. */
export function* eachLeafAs(value: unknown, text: string): Generator<{ at: string; body: unknown }> {
  const copy = () => structuredClone(value);
  for (const path of leavesOf(value)) {
    const body = copy();
    let parent = body as Record<string, unknown>;
    for (const part of path.slice(0, -1)) parent = parent[part] as Record<string, unknown>;
    parent[path.at(-1)!] = text;
    yield { at: path.join('/'), body };
  }
}

function* leavesOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (value === null || typeof value !== 'object') {
    if (path.length > 0) yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key]);
}

/** Bodies that break readers of JSON. */
export const HOSTILE_JSON: Readonly<Record<string, string>> = {
  deep: `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  deepObject: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  hugeNumber: '{"policy":1e999,"fact":-1e999}',
  longNumber: `{"policy":${'9'.repeat(100_000)}}`,
  proto: '{"__proto__":{"admin":true},"policy":"cmp"}',
  escapedProto: '{"\\u005f_proto__":{"admin":true}}',
  constructor: '{"constructor":{"prototype":{"admin":true}},"policy":"cmp"}',
  twice: '{"policy":"cmp","policy":"institute"}',
  loneSurrogate: '{"policy":"\\ud800"}',
  nulKey: '{"\\u0000":"cmp"}',
  array: '[]',
  nothing: 'null',
  text: '"cmp"',
  number: '1',
  empty: '',
  comment: '{"policy":/* */"cmp"}',
  cut: '{"policy":"cm',
  manyKeys: `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join()}}`,
};
