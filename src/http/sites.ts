import type { MiddlewareHandler } from 'hono';
import { getPathNoStrict } from 'hono/utils/url';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { pathAtSite } from '../policy/sites.ts';
import type { HttpEnv } from './env.ts';

/** What every host serves: files of pages, what other sites load, and what a balancer asks. */
const SHARED = /^\/(?:assets|banner|form-element|v1)\/|^\/(?:healthz|readyz|robots\.txt|favicon\.ico)$/;

/** The sites of policies that have a host name of their own. Any other host is served as it always was. */
export interface Sites {
  /** The policy whose site a request asks for. A host is believed only where it is one of those configured. */
  of(request: Request): LoadedPolicy | undefined;
  /** The path of a request, with the id of the policy that its host leaves out. */
  path(request: Request): string;
  /** Leaves the site in the context, and its addresses in redirects. */
  readonly middleware: MiddlewareHandler<HttpEnv>;
}

/** @param trustProxy take the host from `X-Forwarded-Host`: only behind a proxy that sets it */
export function openSites({ policies }: Pick<Heed, 'policies'>, trustProxy: boolean): Sites {
  const byHost = new Map(
    policies.list().flatMap((policy) => (policy.site ? [[new URL(policy.site).host, policy] as const] : [])),
  );
  const of = (request: Request) => {
    if (byHost.size === 0) return undefined;
    const forwarded = trustProxy
      ? request.headers.get('X-Forwarded-Host')?.split(',').at(-1)?.trim()
      : undefined;
    return byHost.get(forwarded ? hostOf(forwarded) : new URL(request.url).host);
  };
  return {
    of,
    path: (request) => {
      const path = getPathNoStrict(request);
      const policy = of(request);
      if (!policy || SHARED.test(path)) return path;
      const named = [policy.id, ...policy.aliases].some((name) => path.startsWith(`/${name}/`));
      return named ? path : `/${policy.id}${path === '/' ? '/notice' : path}`;
    },
    middleware: async (c, next) => {
      const policy = of(c.req.raw);
      c.set('site', policy);
      await next();
      const location = policy && c.res.headers.get('Location');
      if (location) c.res.headers.set('Location', pathAtSite(policy, location));
    },
  };
}

/** A host as `URL` writes it, without the port that goes without saying; nothing for what is none. */
function hostOf(text: string): string {
  return URL.parse(`https://${text}`)?.host ?? '';
}
