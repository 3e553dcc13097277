import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { BannerConfig, ServiceConfig } from '../../packages/banner/src/config.ts';
import { versionPath } from '../notices/addresses.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { lifetime } from '../policy/render/words.ts';
import type { PolicyData } from '../policy/schema.ts';
import { policyUrl } from '../policy/sites.ts';
import { languageQuery, originalData } from '../policy/translate/policy-in.ts';
import type { Language } from '../texts/languages.ts';
import { declaredSet } from './declared.ts';
import { regionRules } from './regions.ts';
import { type Service, servicesOf } from './services.ts';
import { bannerTexts, regionIntro } from './texts.ts';

/**
 * What the banner of a policy shows, as `GET /v1/banner/{policy}.json` sends it. `wording` is the SHA-256 of all of
 * it, so that a record of consent names the exact words.
 *
 * @param policy in the language of the words
 * @param base Heed's own origin as browsers see it
 */
export function bannerConfig(policy: LoadedPolicy, base: string): BannerConfig {
  const shown = shownBy(policy);
  const wording = createHash('sha256').update(canonicalize(shown)!).digest('hex');
  const more = languageQuery(policy);
  return {
    ...shown,
    wording,
    page: policyUrl(policy, base, `/${policy.id}/cookies${more}`),
    notice: policyUrl(policy, base, `${versionPath(policy.id, policy.version)}${more}`),
    records: `${base}/v1/cookie-consents`,
  };
}

/**
 * Everything that a visitor reads before choosing: what a stored wording holds. What is asked, its ids and its hash are
 * the same in every language.
 */
export function shownBy(policy: LoadedPolicy): Omit<BannerConfig, 'wording' | 'page' | 'notice' | 'records'> {
  const { language } = policy;
  const { cookies } = policy.data;
  const original = originalData(policy.data).cookies;
  const services = servicesOf(original).map((service) => inWordsOf(service, original, cookies));
  const { hash, optional } = declaredSet(policy);
  const asked = services.filter(({ id }) => optional.some((one) => one.id === id));
  const rules = regionRules(original, optional);
  return {
    policy: policy.id,
    hash,
    language,
    categories: cookies.categories.map(({ id, title, description, strictly_necessary }) => ({
      id,
      title,
      description,
      necessary: strictly_necessary,
      services: services
        .filter(({ category }) => category === id)
        .map((service) => serviceConfig(service, language)),
    })),
    regions: Object.fromEntries(
      Object.entries(rules).map(([region, rule]) => [
        region,
        { intro: regionIntro(rule, cookies, asked, language) },
      ]),
    ),
    texts: bannerTexts(policy, asked),
  };
}

type CookiesFile = PolicyData['cookies'];

/** A service with its provider and purposes as another language says them; which one it is, the original says. */
function inWordsOf(service: Service, from: CookiesFile, to: CookiesFile): Service {
  const cookieIn = (cookie: Service['cookies'][number]) => to.cookies[from.cookies.indexOf(cookie)] ?? cookie;
  const embed = service.embed && to.embeds[from.embeds.indexOf(service.embed)];
  const cookies = service.cookies.map(cookieIn);
  const provider = embed?.provider ?? cookies[0]?.provider ?? service.provider;
  return { ...service, provider, cookies, embed };
}

function serviceConfig({ id, provider, cookies, embed }: Service, language: Language): ServiceConfig {
  return {
    id,
    provider,
    stores: cookies.map(({ name, purpose, duration }) => ({
      name,
      purpose,
      duration: lifetime(duration, language),
    })),
    ...(embed ? { notice: embed.notice_url } : {}),
  };
}
