import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';

/**
 * The origin of a browser's request, if a choice may be recorded from there: a website of the policy, a host below
 * it, or Heed itself. A demo also takes sites on this machine.
 *
 * @param origin the `Origin` header
 * @param own Heed's own origin
 * @throws HeedError FORBIDDEN
 */
export function requireSite(
  heed: Pick<Heed, 'mode'>,
  policy: LoadedPolicy,
  origin: string | undefined,
  own: string,
): string {
  const url = origin ? URL.parse(origin) : null;
  if (url && isSite(heed, policy, url.origin, own)) return url.origin;
  throw new HeedError('FORBIDDEN', 'Choices are recorded from the websites of the policy only.');
}

/** Whether an origin is a website of the policy, a host below one, or Heed itself; in a demo also this machine. */
export function isSite(heed: Pick<Heed, 'mode'>, policy: LoadedPolicy, origin: string, own: string): boolean {
  const url = URL.parse(origin);
  return Boolean(
    url && (url.origin === own || isSiteOf(policy, url) || (heed.mode === 'demo' && isHere(url))),
  );
}

function isSiteOf({ data }: LoadedPolicy, url: URL): boolean {
  if (url.protocol !== 'https:') return false;
  return data.policy.websites.some((website) => {
    const host = new URL(website).hostname.replace(/^www\./, '');
    return url.hostname === host || url.hostname.endsWith(`.${host}`);
  });
}

function isHere({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname);
}
