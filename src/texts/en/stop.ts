import type { Mark } from '../mark.ts';

/** One-click stop and its undoing. `what` is such as "emails about “Training”". */
export const stop = {
  title: (what: string) => `Stop ${what}`,
  question: (what: string) => `Stop ${what}?`,
  lead: (name: string) => `One press, and ${name} sends you none of these any more. You need no account.`,
  button: (what: string) => `Stop ${what}`,
  stopped: (what: string) => `Stopped: ${what}`,
  since: (date: string, name: string) =>
    `Since ${date} ${name} may not send you these. A message that had already left may still arrive.`,
  mistake: 'Was that a mistake?',
  bySaying: (wording: string) => `By pressing the button you say: “${wording}”`,
  undo: 'Undo',
  undoneTitle: 'Started again',
  undone: (what: string) => `You will get ${what} again`,
  kept: (wording: string) => `We have kept what you agreed to: “${wording}”`,
  again: 'Stop them again',
  more: <T>(choices: Mark<T>, notice: Mark<T>) => [
    choices('See and change all your choices'),
    ', or read the ',
    notice('privacy notice'),
    '.',
  ],
  /** Kept as evidence of what a press meant. */
  stopWording: (what: string) => `Stop ${what}.`,
  undoWording: (name: string, what: string) => `Yes, ${name} may send me ${what} again.`,
};
