import { Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import { Button } from '../../ui/button/button.tsx';
import { Input } from '../../ui/input/input.tsx';
import type { HttpContext, HttpEnv } from '../env.ts';
import { checkKey } from '../keys/check-key.ts';
import { FormToken, sendPage } from '../pages/shared/page.tsx';
import type { RateLimits } from '../rate-limit.ts';
import type { SessionSigner } from './sessions.ts';
import { endSession, startSession } from './sign-in.ts';

/** `/sign-in` exchanges an API key for a session cookie; `/sign-out` ends it. */
export function signInPages(heed: Heed, sessions: SessionSigner, limits: RateLimits): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/sign-in', (c) => {
    if (c.get('caller').kind !== 'public') return c.redirect(localPath(c.req.query('next')), 303);
    return page(c, heed, c.req.query('next'));
  });
  app.post('/sign-in', async (c) => {
    const { key = '', next } = c.get('form');
    const found = await checkKey(heed, key.trim());
    if (!found) {
      await limits.wrongKey(c);
      return page(c, heed, next, 'This key is unknown, expired or revoked');
    }
    startSession(c, sessions, found.id);
    return c.redirect(localPath(next), 303);
  });
  app.post('/sign-out', (c) => {
    endSession(c);
    return c.redirect('/sign-in', 303);
  });
  return app;
}

/** A path on this site, or the start page: a link must not be able to send people elsewhere after signing in. */
export function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w\-./~%?=&]*$/.test(next) ? next : '/';
}

function page(c: HttpContext, heed: Heed, next: string | undefined, error?: string) {
  return sendPage(
    c,
    heed,
    { title: 'Sign in', status: error ? 401 : 200, error: error !== undefined },
    <>
      <h1>Sign in</h1>
      <form method="post" action="/sign-in" novalidate>
        <FormToken c={c} />
        <input type="hidden" name="next" value={localPath(next)} />
        <Input
          name="key"
          type="password"
          label="API key"
          hint="It starts with heed_ and was printed when Heed was started for the first time, or issued since."
          error={error}
          autocomplete="off"
          spellcheck={false}
        />
        <Button>Sign in</Button>
      </form>
    </>,
  );
}
