import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

const codeOf = (text: string) => {
  try {
    readJson(text);
  } catch (error) {
    const { code, issues } = error as { code: string; issues: { pointer: string }[] };
    return [code, issues[0]?.pointer];
  }
  return 'accepted';
};

describe('readJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        fc.pre(!JSON.stringify(value).includes('__proto__'));
        expect(readJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses a key given twice and says where', () => {
    expect(codeOf('{"a":1,"a":2}')).toEqual(['MALFORMED_JSON', '/a']);
    expect(codeOf('{"facts":[{"type":"consent"},{"at":"x","b":{},"at":"y"}]}')).toEqual([
      'MALFORMED_JSON',
      '/facts/1/at',
    ]);
  });

  it('sees through an escaped spelling of the same key', () => {
    expect(codeOf('{"at":1,"\\u0061t":2}')).toEqual(['MALFORMED_JSON', '/at']);
  });

  it('takes the same key in sibling objects, and as a value', () => {
    expect(codeOf('[{"a":"a"},{"a":["a","a"]}]')).toBe('accepted');
    expect(codeOf('{"a":{"b":1},"b":{"a":1}}')).toBe('accepted');
  });

  it('refuses a key that would reach the prototype, also when escaped', () => {
    expect(codeOf('{"subject":{"__proto__":{"age":5}}}')).toEqual(['MALFORMED_JSON', '/subject/__proto__']);
    expect(codeOf('{"\\u005f_proto__":1}')).toEqual(['MALFORMED_JSON', '/__proto__']);
  });

  it('refuses texts that are none: a NUL character, half a surrogate pair', () => {
    expect(codeOf('{"a":["b","c\\u0000"]}')).toEqual(['MALFORMED_JSON', '/a/1']);
    expect(codeOf('{"a":"\\ud83d"}')).toEqual(['MALFORMED_JSON', '/a']);
    expect(codeOf('{"a":{"\\udc00":1}}')).toEqual(['MALFORMED_JSON', '/a']);
    expect(codeOf('{"a":"\\ud83d\\ude00"}')).toBe('accepted');
    expect(codeOf('{"a":"\\\\u0000"}')).toBe('accepted');
  });

  it('refuses deep nesting without falling over it, and takes brackets in strings', () => {
    expect(codeOf('['.repeat(200_000))).toEqual(['MALFORMED_JSON', undefined]);
    expect(codeOf(`${'['.repeat(24)}${']'.repeat(24)}`)).toBe('accepted');
    expect(codeOf(`${'['.repeat(25)}${']'.repeat(25)}`)).toEqual(['MALFORMED_JSON', undefined]);
    expect(codeOf(JSON.stringify('{['.repeat(1000)))).toBe('accepted');
    expect(codeOf('"\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["')).toBe('accepted');
  });

  it.each(['', '{', '{"a":}', 'nul', '{"a":1}}', '"open', '{a:1}'])('refuses %j', (text) => {
    expect(codeOf(text)).toEqual(['MALFORMED_JSON', undefined]);
  });
});
