import type { Mark } from '../mark.ts';

/** The cookie banner and the cookie page. `{provider}` is filled in by the banner. */
export const cookies = {
  pageTitle: (policy: string) => `Cookies, ${policy}`,
  saved: 'Saved',
  savedLead: 'Your choice is saved.',
  nothingBefore: <T>(link: Mark<T>) => [
    'Nothing optional is loaded or stored before you choose, with or without JavaScript. You can come back to this page at any time and choose again. ',
    link('Read the privacy notice'),
    '.',
  ],
  allow: 'Allow',
  providerNotice: (provider: string) => `Privacy notice of ${provider}`,
  stored: (category: string) => `What is stored: ${category}`,
  storedHead: ['Name', 'From', 'What for', 'Kept'],
  needs: (name: string) => `${name} uses cookies that this site cannot work without.`,
  optional: (purposes: string) => `If you agree, we also use cookies for these purposes: ${purposes}.`,
  thirdParties: (names: string) => `These third parties then learn of your visit: ${names}.`,
  lasts: (longest: string, again: string) => `Cookies last ${longest}. We ask again after ${again}.`,
  upTo: (duration: string) => `up to ${duration}`,
  canRefuse: 'You can refuse, and you can withdraw at any time with the button at the bottom of the page.',
  objection: (categories: string) =>
    `${categories} are on already, for our own use only, as the law of the United Kingdom allows. Refuse to object.`,
  optOut: (categories: string) =>
    `${categories} are on already. Refuse to opt out of the sale and sharing of your personal information.`,
  banner: {
    title: 'Cookies on this site',
    accept: 'Accept all',
    refuse: 'Refuse all',
    choose: 'Manage settings',
    save: 'Save my choice',
    close: 'Close',
    withdraw: 'Withdraw consent',
    control: 'Cookie settings',
    necessary: 'Always on',
    gpc: 'Your browser sends a privacy signal. We honour it: optional cookies are off.',
    more: 'About these cookies',
    policy: 'Privacy policy',
    embed:
      'This content comes from {provider}. If you show it, {provider} sees your IP address and this page, and may set cookies.',
    undeclared: 'Something from another site is not shown here, because this site has not declared it.',
    once: 'Show once',
    always: 'Always show {provider}',
    notice: 'Privacy notice of {provider}',
    receipt: 'Save a receipt of my choice',
    forget: 'Delete the record of my choice',
  },
};
