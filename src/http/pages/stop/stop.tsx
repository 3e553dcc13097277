import { Hono } from 'hono';
import { HeedError } from '../../../errors.ts';
import type { Heed } from '../../../heed.ts';
import { readStopLink, stopList, undoStop } from '../../../preferences/stop-list.ts';
import { worded } from '../../../texts/texts.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { readOpenForm } from '../forms/read-open-form.ts';
import { sendPage } from '../shared/page.tsx';
import { AskStop, ONE_CLICK, Stopped, Undone } from './stop-page.tsx';

/**
 * `/{policy}/stop/{token}`: one-click unsubscribe (RFC 8058). GET and HEAD show a button and change nothing; POST
 * needs no cookie, no sign-in and no page before it, and answers at this very address.
 */
export function stopLinkPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const path = '/:policy{[a-z0-9-]+}/stop/:token{[A-Za-z0-9_-]+}';
  const input = (c: HttpContext) => ({
    policy: c.req.param('policy')!,
    token: c.req.param('token')!,
    language: c.get('pageLanguage').language,
  });
  const words = (c: HttpContext) => c.get('pageLanguage').texts.stop;
  app.get(path, async (c) => {
    const stop = await readStopLink(heed, input(c));
    return sendPage(
      c,
      heed,
      { title: words(c).title(stop.words), open: true },
      <AskStop stop={stop} path={c.req.path} />,
    );
  });
  app.post(path, async (c) => {
    const form = await readOpenForm(c);
    if (form[ONE_CLICK.name] !== ONE_CLICK.value)
      throw new HeedError(
        'VALIDATION',
        worded(({ errors }) => errors.oneClick(`${ONE_CLICK.name}=${ONE_CLICK.value}`)),
      );
    const stop = await stopList(heed, input(c));
    const on = new Date().toISOString().slice(0, 10);
    const page = <Stopped stop={stop} path={c.req.path} on={on} />;
    return sendPage(c, heed, { title: words(c).stopped(stop.words), open: true }, page);
  });
  app.post(`${path}/undo`, async (c) => {
    await readOpenForm(c);
    const stop = await undoStop(heed, input(c));
    const readAt = c.req.path.replace(/\/undo$/, '');
    const page = <Undone stop={stop} path={readAt} />;
    return sendPage(c, heed, { title: words(c).undoneTitle, open: true, readAt }, page);
  });
  return app;
}
