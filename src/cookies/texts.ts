import type { Texts as BannerTexts } from '../../packages/banner/src/config.ts';
import { formatDuration, parseDuration } from '../policy/duration.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { lifetime } from '../policy/render/words.ts';
import type { PolicyData } from '../policy/schema.ts';
import { joinAnd } from '../texts/format.ts';
import type { Language } from '../texts/languages.ts';
import { textsIn } from '../texts/texts.ts';
import type { RegionRule } from './regions.ts';
import type { Service } from './services.ts';

/**
 * The banner's words: who asks, what for, who else gets it, for how long, and how to take it back.
 *
 * @param policy in the language of the words
 */
export function bannerTexts({ data, language }: LoadedPolicy, optional: readonly Service[]): BannerTexts {
  const { cookies: words } = textsIn(language);
  const { controller } = data.policy;
  const { categories, mode } = data.cookies;
  const asked = categories.filter(({ strictly_necessary }) => !strictly_necessary);
  const others = [...new Set(optional.map(({ provider }) => provider))].filter(
    (name) => name !== controller.name,
  );
  const titles = asked.map(({ title }) => lowerFirst(title));
  const sentences = [
    words.needs(controller.name),
    words.optional(joinAnd(titles, language)),
    others.length > 0 ? words.thirdParties(joinAnd(others, language)) : '',
    words.lasts(longest(optional, language), formatDuration(mode.ask_again_after, { language })),
    words.canRefuse,
  ];
  return { ...words.banner, intro: sentences.filter(Boolean).join(' ') };
}

/** What a region's rule lets run already, and that it can be stopped. */
export function regionIntro(
  rule: RegionRule,
  file: PolicyData['cookies'],
  services: readonly Service[],
  language: Language,
): string {
  const words = textsIn(language).cookies;
  const running = new Set(
    services.filter(({ id }) => rule.before.includes(id)).map(({ category }) => category),
  );
  const titles = joinAnd(
    file.categories.filter(({ id }) => running.has(id)).map(({ title }) => lowerFirst(title)),
    language,
  );
  return upperFirst(rule.kind === 'objection' ? words.objection(titles) : words.optOut(titles));
}

/** The longest lifetime among services, in words. */
function longest(services: readonly Service[], language: Language): string {
  const durations = services.flatMap(({ cookies }) => cookies.map(({ duration }) => duration));
  const days = (text: string) => {
    const { years, months, days: rest } = parseDuration(text) ?? { years: 0, months: 0, days: 0 };
    return years * 365 + months * 30 + rest;
  };
  const last = durations.sort((a, b) => days(b) - days(a))[0] ?? 'session';
  const words = lifetime(last, language);
  return last === 'session' ? words : textsIn(language).cookies.upTo(words);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
