import { plural } from '../format.ts';
import type { Mark } from '../mark.ts';

/** Versions of a notice, and what changed between them. */
export const versions = {
  title: 'Every version of this notice',
  lead: 'What we publish stays readable for ever. Whatever you agreed to, you find here what you were told at the time.',
  current: 'in force',
  firstVersion: 'The first version here.',
  noSummary: 'No summary was given.',
  thisVersion: 'Fixed address of this version',
  allVersions: 'All versions of this notice',
  changesSince: (date: string) => `What changed since the version of ${date}`,
  changesOf: (date: string) => `What changed with the version of ${date}`,
  follow: <T>(link: Mark<T>) => [
    'To hear of every new version, follow ',
    link('the feed of changes'),
    ' in a feed reader.',
  ],
  feed: 'Feed of changes',
  changesOfPolicy: (name: string) => `Changes to: ${name}`,
  /** Stands at the top of a fixed page. */
  former: <T>(current: Mark<T>) => [
    'This is a former version. It stays here as it was published. ',
    current('Read the version in force.'),
  ],
  onlyIn: (language: string) => `This version was published in this language only: ${language}.`,
  inForce: 'This is the version in force. This page stays as it is also when a newer one is published.',
  publishedOn: (date: string) => `Published on ${date}.`,
  reviewed: (date: string) => `Last brought up to date on ${date}.`,
  address: 'Address of this version:',
  documentsThen: 'Documents of this version',
  backToVersion: 'Back to this version of the notice',
  compareTitle: 'What changed between two versions',
  compare: 'Compare two versions',
  earlier: 'Earlier version',
  later: 'Later version',
  show: 'Show what changed',
  between: (from: string, to: string) => `From the version of ${from} to the version of ${to}.`,
  nothing: 'These two versions say and do the same.',
  whatIsNew: 'In short',
  told: 'Who is told of it',
  tellBy: (date: string) => `by ${date}`,
  effect: 'Who may be contacted',
  effectNone: 'The same people as before: no rule about contact changed.',
  effectMore: 'More people may be contacted',
  effectFewer: 'Fewer people may be contacted',
  effectOther: 'Other people may be contacted',
  effectUnknown:
    'This Heed cannot read the rules of one of the two versions any more. Their texts are below.',
  meaning: 'What is done differently',
  meaningNone: 'Nothing that people were promised.',
  smaller: (count: number) =>
    plural('en', count, { one: 'One smaller change', other: `${count} smaller changes` }),
  material: 'Important',
  wording: 'What reads differently',
  wordingNone: 'No word of it.',
  wordingHow: <T>(added: Mark<T>, removed: Mark<T>) => [
    'Words that were added look ',
    added('like this'),
    ', and words that were removed ',
    removed('like this'),
    '. Paragraphs that stayed as they were are left out.',
  ],
  /** Where one of the two versions is not there in the language of the page. */
  comparedIn: (language: string) => `Both versions exist only in this language: ${language}.`,
  newText: 'This text is new.',
  goneText: 'This text is gone.',
  opening: 'Opening',
  /** Said to those who hear the page, around words that came or went. */
  addedStart: '[added: ',
  removedStart: '[removed: ',
  markEnd: ']',
};
