import { Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import { Button } from '../../ui/button/button.tsx';
import { Input } from '../../ui/input/input.tsx';
import type { HttpContext, HttpEnv } from '../env.ts';
import { TOKEN_FIELD } from '../forms.ts';
import { checkKey } from '../keys/check-key.ts';
import { document, PlainPage } from '../plain-page.tsx';
import type { RateLimits } from '../rate-limit.ts';
import type { SessionSigner } from './sessions.ts';
import { endSession, startSession } from './sign-in.ts';

/** `/sign-in` exchanges an API key for a session cookie; `/sign-out` ends it. */
export function signInPages(heed: Heed, sessions: SessionSigner, limits: RateLimits): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/sign-in', (c) => {
    if (c.get('caller').kind !== 'public') return c.redirect(localPath(c.req.query('next')), 303);
    return c.html(page(c, heed, c.req.query('next')), 200, { 'Cache-Control': 'no-store' });
  });
  app.post('/sign-in', async (c) => {
    const { key = '', next } = c.get('form');
    const found = await checkKey(heed, key.trim());
    if (!found) {
      await limits.wrongKey(c);
      return c.html(page(c, heed, next, 'This key is unknown, expired or revoked'), 401, {
        'Cache-Control': 'no-store',
      });
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

function page(c: HttpContext, heed: Heed, next: string | undefined, error?: string): string {
  return document(
    <PlainPage heed={heed} title="Sign in">
      <form method="post" action="/sign-in" novalidate>
        <input type="hidden" name={TOKEN_FIELD} value={c.get('csrfToken')} />
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
    </PlainPage>,
  );
}
