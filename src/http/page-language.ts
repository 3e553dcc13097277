import type { MiddlewareHandler } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { pathAtSite } from '../policy/sites.ts';
import { languagesOf } from '../policy/translate/policy-in.ts';
import { knownLanguage, type Language } from '../texts/languages.ts';
import { textsIn } from '../texts/texts.ts';
import { type PageLanguage, STAFF_LANGUAGE } from '../ui/language/page-language.ts';
import type { HttpContext, HttpEnv } from './env.ts';

/** Name of the parameter that names a language: `?lang=fr`. */
export const LANGUAGE_PARAMETER = 'lang';

/**
 * Finds out the language of a page of the public side: by its address, else by `Accept-Language` (RFC 9110, 12.5.4),
 * else the first one of its policy. A page that was asked for in a language keeps it in every link and form, so that
 * no cookie is needed; addresses without one stay as they always were.
 */
export function choosePageLanguage(heed: Heed): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const policy = policyOfPath(heed, c.req.path);
    c.set('pageLanguage', policy ? languageOfPage(c, languagesOf(policy)) : STAFF_LANGUAGE);
    await next();
  };
}

/** The policy that an address belongs to, by its first segment. */
export function policyOfPath({ policies }: Pick<Heed, 'policies'>, path: string): LoadedPolicy | undefined {
  const name = /^\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1];
  return policies.list().find(({ id, aliases }) => name && [id, ...aliases].includes(name));
}

/** The language of a policy that a tag asks for, or the policy's own. */
export function offeredLanguage(policy: LoadedPolicy, tag: string | undefined): Language {
  return among(languagesOf(policy), tag) ?? policy.language;
}

/** A path of this site with the parameter that names the language; fragment and other parameters stay. */
export function inLanguage(path: string, language: Language): string {
  // Two slashes at the start would name a host.
  const url = new URL(path.replace(/^\/+/, '/'), 'http://heed.invalid');
  url.searchParams.set(LANGUAGE_PARAMETER, language);
  return `${url.pathname}${url.search}${url.hash}`;
}

function languageOfPage(c: HttpContext, offered: readonly Language[]): PageLanguage {
  const named = among(offered, c.req.query(LANGUAGE_PARAMETER));
  const language = named ?? preferred(c.req.header('Accept-Language'), offered);
  const site = c.get('site');
  const { pathname, search } = new URL(c.req.url);
  return {
    language,
    texts: textsIn(language),
    choices: offered.map((one) => ({ language: one, href: inLanguage(pathname + search, one) })),
    // The first language needs no mark unless it was asked for against what the browser prefers.
    address: (path) => {
      const here = site ? pathAtSite(site, path) : path;
      return named || language !== offered[0] ? inLanguage(here, language) : here;
    },
  };
}

function preferred(header: string | undefined, offered: readonly Language[]): Language {
  const wanted = parseAccept(header ?? '').sort((a, b) => b.q - a.q);
  for (const { type, q } of wanted) {
    const language = q > 0 ? among(offered, type) : undefined;
    if (language) return language;
  }
  return offered[0]!;
}

function among(offered: readonly Language[], tag: string | undefined): Language | undefined {
  const language = knownLanguage(tag);
  return language && offered.includes(language) ? language : undefined;
}
