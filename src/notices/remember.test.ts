import { expect, it } from 'vitest';
import { remember } from './remember.ts';

it('makes each value once, and lets go of the one that was asked for longest ago', () => {
  const kept = remember<string>(2);
  const made: string[] = [];
  const ask = (key: string) =>
    kept(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
