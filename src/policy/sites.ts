import { HeedError } from '../errors.ts';
import type { LoadedPolicy, Policies } from './policies.ts';
import { servePolicies } from './policies.ts';

type AtSite = Pick<LoadedPolicy, 'id' | 'site'>;

/**
 * Gives policies a host name of their own, at which the public finds that policy alone and without its id:
 * `https://privacy.example.org/notice`.
 *
 * @param sites `POLICY=URL`, by id or alias
 * @throws HeedError VALIDATION for what is no such pair, UNKNOWN_POLICY
 */
export function withSites(policies: Policies, sites: readonly string[]): Policies {
  const origins = new Map<string, string>();
  for (const text of sites) {
    const [, name = '', url = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    const parsed = URL.parse(url);
    if (
      !parsed ||
      !/^https?:$/.test(parsed.protocol) ||
      parsed.pathname !== '/' ||
      parsed.search ||
      parsed.hash
    )
      throw new HeedError(
        'VALIDATION',
        `"${text}" names no site. Write it as cmp=https://privacy.example.org, without a path.`,
      );
    const { id } = policies.get(name);
    if (origins.has(id) || [...origins.values()].some((origin) => URL.parse(origin)?.host === parsed.host))
      throw new HeedError('VALIDATION', `"${text}" gives a policy or a host name a second time.`);
    origins.set(id, parsed.origin);
  }
  return servePolicies(policies.list().map((policy) => ({ ...policy, site: origins.get(policy.id) })));
}

/** A path of a policy as its own host has it: without the id. Other paths stay. */
export function pathAtSite({ id }: Pick<LoadedPolicy, 'id'>, path: string): string {
  if (path === `/${id}`) return '/';
  return path.startsWith(`/${id}/`) ? path.slice(id.length + 1) : path;
}

/**
 * The full address of a path of a policy: at its own host if it has one.
 *
 * @param origin where the public reaches this Heed otherwise
 * @param path with the id of the policy, such as `/cmp/notice`
 */
export function policyUrl(policy: AtSite, origin: string, path: string): string {
  return policy.site ? policy.site + pathAtSite(policy, path) : origin + path;
}
