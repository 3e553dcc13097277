import { Hono } from 'hono';
import { requireScope } from './auth/caller.ts';
import type { HttpEnv } from './env.ts';
import type { Metrics } from './metrics.ts';

/** `/metrics` for a Prometheus that carries a key with the scope `metrics:read`. */
export function metricsRoutes(metrics: Metrics): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/metrics', async (c) => {
    requireScope(c.get('caller'), 'metrics:read');
    return c.body(await metrics.text(), 200, {
      'Content-Type': metrics.contentType,
      'Cache-Control': 'no-store',
    });
  });
  return app;
}
