import { expect, it } from 'vitest';
import { refreshSeconds } from './screening-page.tsx';

it('looks soon at first and ever more calmly, and never sits still', () => {
  expect([0, 4, 20, 40, 3600].map(refreshSeconds)).toEqual([2, 2, 5, 10, 15]);
});
