import { expect, it } from 'vitest';
import { unfoldPromises } from './unfold-promises.ts';

const mark = (clauses: readonly string[]) => `<details>${clauses.join('+')}</details>`;
const span = (clause: string) => `<span class="promise" id="${clause}" data-clause="${clause}">x</span>`;

it('puts a paragraph’s promises after it, all in one', () => {
  expect(unfoldPromises(`<p>${span('CMP-01')} y ${span('CMP-02')}</p><p>z</p>`, mark)).toBe(
    `<p>${span('CMP-01')} y ${span('CMP-02')}</p><details>CMP-01+CMP-02</details><p>z</p>`,
  );
});

it('keeps a list a list: the promise unfolds inside its item', () => {
  expect(unfoldPromises(`<ul><li>${span('CMP-03')}</li><li>z</li></ul>`, mark)).toBe(
    `<ul><li>${span('CMP-03')}<details>CMP-03</details></li><li>z</li></ul>`,
  );
});

it('names a clause once and splits sentences of several clauses', () => {
  const both = '<span class="promise" data-clause="CMP-04 CMP-05">x</span>';
  expect(unfoldPromises(`<p>${both}${both}</p>`, mark)).toBe(
    `<p>${both}${both}</p><details>CMP-04+CMP-05</details>`,
  );
});

it('leaves a text without promises as it is', () => {
  expect(unfoldPromises('<h2 id="a">A</h2><p>b</p>', mark)).toBe('<h2 id="a">A</h2><p>b</p>');
});
