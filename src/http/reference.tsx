import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Heed } from '../heed.ts';
import type { HttpApp, HttpEnv } from './env.ts';
import { openApiText } from './openapi.ts';

/** `/openapi.json`, and the same as a page to read at `/reference`. */
export function referenceRoutes(api: HttpApp, _heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  let text: string | undefined;
  app.use('/openapi.json', etag());
  app.get('/openapi.json', (c) => {
    text ??= openApiText(api);
    return c.body(text, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-cache',
    });
  });
  return app;
}
