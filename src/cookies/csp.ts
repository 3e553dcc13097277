import type { LoadedPolicy } from '../policy/policies.ts';
import { guardList } from './declared.ts';

/**
 * The Content-Security-Policy of a site under a policy: its own origin, Heed, and every origin that the policy
 * declares. It comes from the same list as the guard, and is the fence for what is declared nowhere.
 *
 * @param nonce what scripts and styles of the page carry; `{nonce}` for a template
 */
export function sitePolicy(policy: LoadedPolicy, base: string, nonce = '{nonce}'): string {
  const { allow, services } = guardList(policy, base);
  const origins = [...new Set([...allow, ...services.flatMap((service) => service.origins)])].join(' ');
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${origins}`,
    `style-src 'nonce-${nonce}' ${origins}`,
    `img-src 'self' data: ${origins}`,
    `font-src 'self' ${origins}`,
    `media-src 'self' ${origins}`,
    `frame-src 'self' ${origins}`,
    `connect-src 'self' ${origins}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** The directives that may stand in a `<meta>`, without a nonce: what a page without a server of its own carries. */
export function metaPolicy(policy: LoadedPolicy, base: string): string {
  const { allow, services } = guardList(policy, base);
  const origins = [...new Set([...allow, ...services.flatMap((service) => service.origins)])];
  return `default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval' ${origins.join(' ')}`;
}
