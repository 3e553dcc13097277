import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';

import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { accessLog } from './access-log.ts';
import { mountApi } from './api/index.ts';
import { assetRoutes } from './assets.ts';
import { SessionSigner } from './auth/sessions.ts';
import { signIn } from './auth/sign-in.ts';
import { signInPages } from './auth/sign-in-page.tsx';
import { compressShared } from './compress.ts';
import type { HttpApp, HttpEnv } from './env.ts';
import { sendError } from './error-page.tsx';
import { checkForms } from './forms.ts';
import { type Draining, livenessRoutes, readinessRoutes } from './health/health.ts';
import { checkHost } from './hosts.ts';
import { createMetrics, measure } from './metrics.ts';
import { metricsRoutes } from './metrics-route.ts';
import { choosePageLanguage } from './page-language.ts';
import { pageRoutes } from './pages/index.ts';
import { validationError } from './problem.ts';
import { publicOrigin } from './public-origin.ts';
import { createRateLimits, DEFAULT_RATE_LIMITS, type RateLimitOptions } from './rate-limit.ts';
import { referenceRoutes } from './reference.tsx';
import { requestId } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import { openSites } from './sites.ts';

export interface AppOptions {
  /** The site's own origin where a proxy hides it, such as `https://heed.example.org`. */
  readonly origin?: string;
  readonly rateLimits?: Partial<RateLimitOptions>;
  /** Set while the process shuts down, so that `/readyz` says so. */
  readonly draining?: Draining;
}

/**
 * The whole HTTP side of one Heed: API, pages, health and metrics. It opens no socket, so tests send requests with
 * `app.request()`.
 *
 * @example
 * ```ts
 * const app = createApp(heed)
 * const response = await app.request('/healthz')
 * ```
 */
export function createApp(heed: Heed, options: AppOptions = {}): HttpApp {
  const sites = openSites(heed, options.rateLimits?.trustProxy ?? false);
  const app: HttpApp = new OpenAPIHono<HttpEnv>({ getPath: sites.path });
  const sessions = new SessionSigner(heed.vault.hash('heed', 'http-session', '1'));
  const limits = createRateLimits({ ...DEFAULT_RATE_LIMITS, ...options.rateLimits });
  const metrics = createMetrics();
  app.defaultHook = (result) => {
    if (!result.success)
      throw validationError(result.error, result.target === 'json' ? '' : `/${result.target}`);
  };
  app.onError((error, c) => sendError(c, heed, error));
  app.notFound((c) => sendError(c, heed, new HeedError('NOT_FOUND')));

  app.use(requestId);
  app.use(accessLog(heed.log));
  app.use(measure(metrics));
  app.use(securityHeaders(heed));
  app.use(compressShared);
  app.use(sites.middleware);
  app.use(choosePageLanguage(heed));
  if (heed.mode === 'demo') app.use(checkHost());
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed(c, methods) {
        c.header('Allow', methods.join(', '));
        return sendError(c, heed, new HeedError('METHOD_NOT_ALLOWED', `Use ${methods.join(' or ')}.`));
      },
    }),
  );
  app.use(publicOrigin(heed, options.origin));
  app.route('/', livenessRoutes());
  app.use(limits.guard);
  app.use(signIn(heed, sessions, limits));
  app.use(limits.count);
  app.use(checkForms(heed, options.origin));

  app.route('/', readinessRoutes(heed, options.draining ?? { active: false }));
  app.route('/', metricsRoutes(metrics));
  app.route('/', assetRoutes());
  app.route('/', signInPages(heed, sessions, limits));
  mountApi(app, heed);
  app.route('/', referenceRoutes(app, heed));
  app.route('/', pageRoutes(heed));
  return app;
}
