import { Hono } from 'hono';
import { type BannerFileName, bannerFiles } from '../../../cookies/banner-files.ts';
import type { HttpEnv } from '../../env.ts';

/** `/banner/<hash>/<file>`: the files that sites load, for ever the same under one address. */
export function bannerFileRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/banner/:hash/:file', (c) => {
    const { hash, files } = bannerFiles();
    const name = c.req.param('file') as BannerFileName;
    if (c.req.param('hash') !== hash || !Object.hasOwn(files, name)) return c.notFound();
    c.header(
      'Content-Type',
      name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    );
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    // Sites load them with `integrity`, which needs a request that may be read.
    c.header('Access-Control-Allow-Origin', '*');
    return c.body(files[name].bytes);
  });
  return app;
}
