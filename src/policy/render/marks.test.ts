import { describe, expect, it } from 'vitest';
import { findBrokenMarks, findPlaceholders, findPromises } from './marks.ts';

describe('marks in a notice', () => {
  it('finds promises with clauses, checks and place, over line ends and around links', () => {
    const source =
      'First.\n\n[We answer [soon](#x)\nand {{clock.a}} at most.]{ABC-01 ABC-02 check=one,two} [Done.]{ABC-03}';
    expect(findPromises(source)).toEqual([
      {
        text: 'We answer [soon](#x)\nand {{clock.a}} at most.',
        clauses: ['ABC-01', 'ABC-02'],
        checks: ['one', 'two'],
        offset: 8,
      },
      { text: 'Done.', clauses: ['ABC-03'], checks: [], offset: source.indexOf('[Done') },
    ]);
    expect(findBrokenMarks(source)).toEqual([]);
  });

  it.each([
    '[A sentence.]{abc-01}',
    '[A sentence.]{ABC-01 checks=one}',
    '[A sentence.]{check=one}',
    '[A sentence.] {ABC-01}',
    'A sentence.]{ABC-01}',
    '[Two paragraphs.\n\nNot one.]{ABC-01}',
  ])('calls a slip a slip: %s', (source) => {
    expect(findPromises(source)).toEqual([]);
    expect(findBrokenMarks(source)).toHaveLength(1);
  });

  it('finds placeholders and sees which stand alone', () => {
    expect(findPlaceholders('A {{ x.y }} b\n{{list:z}}\n  {{list:w}}  \n')).toEqual([
      { name: 'x.y', offset: 2, alone: false },
      { name: 'list:z', offset: 14, alone: true },
      { name: 'list:w', offset: 27, alone: true },
    ]);
  });
});
