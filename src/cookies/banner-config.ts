import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { BannerConfig, ServiceConfig } from '../../packages/banner/src/config.ts';
import { formatDuration } from '../policy/duration.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { declaredSet } from './declared.ts';
import { regionRules } from './regions.ts';
import { type Service, servicesOf } from './services.ts';
import { bannerTexts, regionIntro } from './texts.ts';

/**
 * What the banner of a policy shows, as `GET /v1/banner/{policy}.json` sends it. `wording` is the SHA-256 of all of
 * it, so that a record of consent names the exact words.
 *
 * @param base Heed's own origin as browsers see it
 */
export function bannerConfig(policy: LoadedPolicy, base: string): BannerConfig {
  const shown = shownBy(policy);
  const wording = createHash('sha256').update(canonicalize(shown)!).digest('hex');
  return {
    ...shown,
    wording,
    page: `${base}/${policy.id}/cookies`,
    notice: `${base}/${policy.id}/notice`,
    records: `${base}/v1/cookie-consents`,
  };
}

/** Everything that a visitor reads before choosing: what a stored wording holds. */
export function shownBy(policy: LoadedPolicy): Omit<BannerConfig, 'wording' | 'page' | 'notice' | 'records'> {
  const { cookies } = policy.data;
  const services = servicesOf(cookies);
  const { hash, optional } = declaredSet(policy);
  const rules = regionRules(cookies, optional);
  return {
    policy: policy.id,
    hash,
    language: policy.data.policy.languages[0] ?? 'en',
    categories: cookies.categories.map(({ id, title, description, strictly_necessary }) => ({
      id,
      title,
      description,
      necessary: strictly_necessary,
      services: services.filter(({ category }) => category === id).map(serviceConfig),
    })),
    regions: Object.fromEntries(
      Object.entries(rules).map(([region, rule]) => [
        region,
        { intro: regionIntro(rule, cookies, optional) },
      ]),
    ),
    texts: bannerTexts(policy, optional),
  };
}

function serviceConfig({ id, provider, cookies, embed }: Service): ServiceConfig {
  return {
    id,
    provider,
    stores: cookies.map(({ name, purpose, duration }) => ({ name, purpose, duration: lifetime(duration) })),
    ...(embed ? { notice: embed.notice_url } : {}),
  };
}

/** "6 months", "until you close the browser". */
export function lifetime(duration: string): string {
  return duration === 'session' ? 'until you close the browser' : formatDuration(duration);
}
