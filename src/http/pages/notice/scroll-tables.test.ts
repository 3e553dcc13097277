import { expect, it } from 'vitest';
import { scrollTables } from './scroll-tables.ts';

it('gives every table a region with a name of its own', () => {
  expect(scrollTables('<p>a</p><table><tr></tr></table><table class="x"></table>', (n) => `Table ${n}`)).toBe(
    '<p>a</p><section class="heed-scroll" tabindex="0" aria-label="Table 1"><table><tr></tr></table></section>' +
      '<section class="heed-scroll" tabindex="0" aria-label="Table 2"><table class="x"></table></section>',
  );
});
