import { expect, it } from 'vitest';
import { compareTexts } from './compare-texts.ts';

const BEFORE = `# Notice

We keep data for 24 months.

## Cookies

- One for the login.
- One for statistics.

## Gone for good

Nobody reads this.

| What | How long |
| --- | --- |
| Letters | 2 years |
`;

it('finds nothing between equal texts, however their lines break', () => {
  expect(compareTexts(BEFORE, BEFORE.replace('for 24 months', 'for\n24 months'))).toEqual([]);
});

it('tells words that changed inside a paragraph, below its heading', () => {
  expect(compareTexts(BEFORE, BEFORE.replace('24 months', '36 months'))).toEqual([
    {
      heading: '',
      blocks: [
        {
          kind: 'changed',
          words: [
            { kind: 'same', text: 'We keep data for ' },
            { kind: 'removed', text: '24' },
            { kind: 'added', text: '36' },
            { kind: 'same', text: ' months.' },
          ],
        },
      ],
    },
  ]);
});

it('tells paragraphs that came and went, and rows of tables whole', () => {
  const after = BEFORE.replace('- One for statistics.\n', '')
    .replace('Nobody reads this.\n', 'Nobody reads this.\n\nA paragraph of its own.\n')
    .replace('2 years', '3 years');
  expect(compareTexts(BEFORE, after)).toMatchObject([
    { heading: 'Cookies', blocks: [{ kind: 'removed', words: [{ text: 'One for statistics.' }] }] },
    {
      heading: 'Gone for good',
      blocks: [
        { kind: 'added', words: [{ text: 'A paragraph of its own.' }] },
        {
          kind: 'changed',
          words: [
            { kind: 'same', text: 'Letters | ' },
            { kind: 'removed', text: '2' },
            { kind: 'added', text: '3' },
            { kind: 'same', text: ' years' },
          ],
        },
      ],
    },
  ]);
});

it('sees a sentence that was written anew as one that went and one that came', () => {
  const [section] = compareTexts(
    'We sell nothing.\n',
    'Partners may receive your address and your interests.\n',
  );
  expect(section!.blocks.map(({ kind }) => kind)).toEqual(['removed', 'added']);
});

it('loses no word: what stayed and went is the text before, what stayed and came the text after', () => {
  const before = 'One two three four five six.';
  const after = 'One 2 three four, five six seven.';
  const [section] = compareTexts(before, after);
  const join = (...kinds: string[]) =>
    section!.blocks[0]!.words.flatMap(({ kind, text }) => (kinds.includes(kind) ? text : [])).join('');
  expect([join('same', 'removed'), join('same', 'added')]).toEqual([before, after]);
});
