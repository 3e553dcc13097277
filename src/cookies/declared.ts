import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Declared } from '../../packages/banner/src/declared.ts';
import { parseDuration } from '../policy/duration.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { languagesOf, originalData } from '../policy/translate/policy-in.ts';
import { regionRules } from './regions.ts';
import { type Service, servicesOf } from './services.ts';

/** Google's consent types (Consent Mode v2) that follow a category, by what the category is for. */
const GOOGLE: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:advertising|marketing|ads)$/, ['ad_storage', 'ad_user_data', 'ad_personalization']],
  [/^(?:statistics|performance|analytics)$/, ['analytics_storage']],
  [/^(?:functionality|preferences|settings)$/, ['functionality_storage', 'personalization_storage']],
];

/** Everything optional that a policy declares, and the parts of it that are strictly necessary. */
export interface DeclaredSet {
  readonly necessary: readonly Service[];
  readonly optional: readonly Service[];
  /** The same for the same categories, services, origins, names and purposes: 16 hex digits. */
  readonly hash: string;
}

/** Reads the declared set of a policy. Its hash decides when visitors are asked again. */
export function declaredSet(policy: LoadedPolicy): DeclaredSet {
  // In whatever language the policy is read: what was agreed to in one counts in all.
  const { cookies: file } = originalData(policy.data);
  const services = servicesOf(file);
  const needed = new Set(file.categories.filter((one) => one.strictly_necessary).map(({ id }) => id));
  const optional = services.filter(({ category }) => !needed.has(category));
  const asked = optional.map(({ id, category, provider, origins, cookies }) => ({
    id,
    category,
    provider,
    origins,
    cookies: cookies.map(({ name, purpose, duration }) => ({ name, purpose, duration })),
  }));
  const hash = createHash('sha256').update(canonicalize(asked)!).digest('hex').slice(0, 16);
  return { necessary: services.filter(({ category }) => needed.has(category)), optional, hash };
}

/** Name of the cookie that keeps the choice: the declared necessary one, such as `cmp_cookie_choice`. */
export function choiceCookie(policy: LoadedPolicy): string {
  const declared = policy.data.cookies.cookies.find(({ name }) => name.endsWith('_cookie_choice'));
  return declared?.name ?? `${policy.id}_cookie_choice`;
}

/** After how many days a visitor is asked again; a month counts 30 days, so never later than promised. */
export function choiceDays({ data }: LoadedPolicy): number {
  const { years, months, days } = parseDuration(data.cookies.mode.ask_again_after)!;
  return years * 365 + months * 30 + days;
}

/**
 * What the guard has to know, as the `data-heed` attribute of its tag.
 *
 * @param base Heed's own origin as browsers see it, such as `https://heed.example.org`
 */
export function guardList(policy: LoadedPolicy, base: string): Declared {
  const { necessary, optional, hash } = declaredSet(policy);
  const rules = regionRules(originalData(policy.data).cookies, optional);
  return {
    policy: policy.id,
    hash,
    cookie: choiceCookie(policy),
    days: choiceDays(policy),
    config: `${base}/v1/banner/${policy.id}.json`,
    languages: languagesOf(policy).slice(1),
    allow: [...new Set([base, ...necessary.flatMap(({ origins }) => origins)])],
    services: optional.map(({ id, category, origins, cookies }) => ({
      id,
      category,
      origins,
      stores: cookies.map(({ name }) => name),
    })),
    before: Object.fromEntries(Object.entries(rules).map(([region, { before }]) => [region, before])),
    gpc: policy.data.cookies.mode.honour_gpc,
    google: Object.fromEntries(
      policy.data.cookies.categories.flatMap(({ id }) => {
        const types = GOOGLE.find(([category]) => category.test(id))?.[1];
        return types ? [[id, types]] : [];
      }),
    ),
  };
}
