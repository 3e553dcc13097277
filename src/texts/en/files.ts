/** Files that people send with a form. */
export const files = {
  /** "JPEG or PNG, up to 2 MB" */
  kinds: (names: string, megabytes: number) => `${names}, up to ${megabytes} MB`,
  smaller: (kinds: string) => `Choose a smaller file: ${kinds}`,
  another: (kinds: string) => `Choose another file: ${kinds}`,
  card: 'Give the file another name: it holds a card number',
  again: 'Choose the file again: we kept it for two hours only',
  missing: (label: string) => `Choose a file: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  many: 'Many files came from your network. Wait an hour and send it again.',
  chosen: (name: string) => `Chosen: ${name}. Choose another one to replace it.`,
  without: (name: string) => `Send the form without ${name}`,
};
