/** What a form says on a site of the organisation's own; the rest of its words are those of the form's page. */
export const embedded = {
  problem: 'There is a problem',
  working: 'Sending…',
  old: 'This page is too old. Load it again and send the form once more.',
  failed: 'It could not be sent, and nothing was kept. Try again in a moment.',
};
