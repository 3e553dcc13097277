import { plural } from '../format.ts';

/** What stands around a notice and its documents. */
export const notice = {
  onThisPage: 'On this page',
  contents: 'Contents of this notice',
  documents: 'Documents',
  versionOf: (date: string) => `Version of ${date}`,
  fromData:
    'Lists, periods and addresses in this notice come from the data by which contacts are decided, so text and behaviour cannot disagree.',
  back: 'Back to the privacy notice',
  promises: (count: number) => plural('en', count, { one: 'Promise', other: 'Promises' }),
  noCheck: 'no check of its own',
  checked: 'checked',
  checkToCome: 'check to come',
  partlyChecked: 'partly checked',
  checkedTag: 'Checked',
  toComeTag: 'To come',
};
