/** Mail that Heed sends itself, as plain text. */
export const mail = {
  linkSubject: (name: string) => `Your choices at ${name}`,
  link: (link: string) => `Somebody, we hope you, asked for this link on our website.

See what we hold about your choices, change them, or stop everything:

${link}

The link is for you alone. It can stop things for ever, and start them for 30 days.
If you did not ask for it, you need do nothing.
`,
  confirmSubject: (name: string) => `Please confirm: may ${name} write to you?`,
  confirm: (
    link: string,
    choices: string,
  ) => `Somebody, we hope you, filled in a form on our website and ticked that we may contact you.

To confirm it, open this page and press the button:

${link}

Without that we do not. If it was not you, you need do nothing.

All your choices: ${choices}
`,
};
