import type { Texts } from '../../packages/banner/src/config.ts';
import { formatDuration, joinWords, parseDuration } from '../policy/duration.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import type { PolicyData } from '../policy/schema.ts';
import type { RegionRule } from './regions.ts';
import type { Service } from './services.ts';

/** The banner's words: who asks, what for, who else gets it, for how long, and how to take it back. */
export function bannerTexts(policy: LoadedPolicy, optional: readonly Service[]): Texts {
  const { controller } = policy.data.policy;
  const { categories, mode } = policy.data.cookies;
  const asked = categories.filter(({ strictly_necessary }) => !strictly_necessary);
  const others = [...new Set(optional.map(({ provider }) => provider))].filter(
    (name) => name !== controller.name,
  );
  const sentences = [
    `${controller.name} uses cookies that this site cannot work without.`,
    `If you agree, we also use cookies for these purposes: ${joinWords(asked.map(({ title }) => lowerFirst(title)))}.`,
    others.length > 0 ? `These third parties then learn of your visit: ${joinWords(others)}.` : '',
    `Cookies last ${longest(optional)}. We ask again after ${formatDuration(mode.ask_again_after)}.`,
    'You can refuse, and you can withdraw at any time with the button at the bottom of the page.',
  ];
  return {
    title: 'Cookies on this site',
    intro: sentences.filter(Boolean).join(' '),
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
  };
}

/** What a region's rule lets run already, and that it can be stopped. */
export function regionIntro(
  rule: RegionRule,
  file: PolicyData['cookies'],
  services: readonly Service[],
): string {
  const running = new Set(
    services.filter(({ id }) => rule.before.includes(id)).map(({ category }) => category),
  );
  const titles = joinWords(
    file.categories.filter(({ id }) => running.has(id)).map(({ title }) => lowerFirst(title)),
  );
  return rule.kind === 'objection'
    ? `${upperFirst(titles)} are on already, for our own use only, as the law of the United Kingdom allows. Refuse to object.`
    : `${upperFirst(titles)} are on already. Refuse to opt out of the sale and sharing of your personal information.`;
}

/** The longest lifetime among services, in words. */
function longest(services: readonly Service[]): string {
  const durations = services.flatMap(({ cookies }) => cookies.map(({ duration }) => duration));
  const days = (text: string) => {
    const { years, months, days: rest } = parseDuration(text) ?? { years: 0, months: 0, days: 0 };
    return years * 365 + months * 30 + rest;
  };
  const last = durations.sort((a, b) => days(b) - days(a))[0];
  return !last || last === 'session' ? 'until you close the browser' : `up to ${formatDuration(last)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
