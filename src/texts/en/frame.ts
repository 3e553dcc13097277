import type { Mark } from '../mark.ts';

/** What stands around every page, and in components of every page. */
export const frame = {
  skip: 'Skip to main content',
  errorTitle: (title: string) => `Error: ${title}`,
  demoLabel: 'Demo',
  demo: <T>(strong: Mark<T>) => [strong('Demo:'), ' fictional people, nothing is kept.'],
  home: ', start page',
  homePublic: ', privacy notice',
  navigation: 'Main',
  languages: 'Language',
  footer: 'Heed, the privacy notice that runs. These pages set no tracking and ask nobody else for anything.',
  problem: 'There is a problem',
  error: 'Error',
  success: 'Success',
  important: 'Important',
  table: (number: number) => `Table ${number}`,
};
