import { Hono } from 'hono';
import type { Heed } from '../../../heed.ts';
import { mayUse, requireScope } from '../../auth/caller.ts';
import type { HttpEnv } from '../../env.ts';
import { sendPage } from '../shared/page.tsx';
import { Answer } from './answer.tsx';
import { explainRecorded } from './explain.ts';

/** `/decisions/{dec_id}`: an answer that was kept, explained and decided again. */
export function decisionPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/decisions/:id', async (c) => {
    requireScope(c.get('caller'), 'decisions:read');
    const explained = await explainRecorded(
      heed,
      c.req.param('id'),
      mayUse(c.get('caller'), 'subjects:read'),
    );
    return sendPage(c, heed, { title: 'Answer' }, <Answer {...explained} />);
  });
  return app;
}
