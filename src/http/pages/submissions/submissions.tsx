import { Hono } from 'hono';
import { HeedError } from '../../../errors.ts';
import { readFile } from '../../../forms/form-file.ts';
import { countReviews, listSubmissions, readSubmission } from '../../../forms/read-submission.ts';
import { keepText, removeText } from '../../../forms/review-text.ts';
import type { Heed } from '../../../heed.ts';
import { sendAttachment } from '../../attachment.ts';
import { actorOf, mayUse, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { sendPage } from '../shared/page.tsx';
import { SubmissionList } from './list.tsx';
import { SubmissionPage } from './submission-page.tsx';

const PAGE = 25;
const UUID = /^[0-9a-f-]{36}$/;

/**
 * `/submissions`: forms that came in, for staff. Texts that seem to speak of health and the like are looked at here,
 * and kept with a reason or taken out.
 */
export function submissionPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/submissions', async (c) => {
    requireScope(c.get('caller'), 'subjects:read');
    const toReview = c.req.query('show') === 'review';
    const waiting = await countReviews(heed);
    const first =
      heed.policies.list().find(({ id }) => !toReview || waiting.get(id)) ?? heed.policies.list()[0];
    const policy = heed.policies.get(c.req.query('policy') ?? first?.id ?? '');
    const asked = c.req.query('before') ?? '';
    const before = UUID.test(asked) ? asked : undefined;
    const found = await listSubmissions(heed, policy.id, { toReview, before, limit: PAGE + 1 });
    const page = (
      <SubmissionList
        policies={heed.policies.list()}
        policy={policy}
        toReview={toReview}
        waiting={waiting}
        rows={found.slice(0, PAGE)}
        more={found.length > PAGE}
        mayEnter={mayUse(c.get('caller'), 'facts:write')}
      />
    );
    return sendPage(c, heed, { title: 'Forms that came in' }, page);
  });
  app.get('/submissions/:policy/:reference', (c) => show(c, heed));
  app.get('/submissions/:policy/:reference/files/:field', async (c) => {
    requireScope(c.get('caller'), 'subjects:read');
    return sendAttachment(c, await readFile(heed, { ...named(c), field: c.req.param('field') }));
  });
  app.post('/submissions/:policy/:reference/texts/:field', async (c) => {
    requireScope(c.get('caller'), 'subjects:read');
    requireScope(c.get('caller'), 'facts:write');
    const { field } = c.req.param();
    const input = { ...named(c), field, actor: actorOf(c.get('caller')) };
    const { decision, reason = '' } = c.get('form');
    try {
      if (decision === 'keep') await keepText(heed, { ...input, reason });
      else if (decision === 'remove') await removeText(heed, input);
      else throw new HeedError('VALIDATION', 'Choose whether to keep the text or to take it out.');
    } catch (error) {
      if (!(error instanceof HeedError) || error.code !== 'VALIDATION') throw error;
      return show(c, heed, { field, reason, text: error.message });
    }
    return c.redirect(`/submissions/${input.policy}/${input.reference}?done=${decision}`, 303);
  });
  return app;
}

/** What was wrong with a decision about a text. */
export interface ReviewError {
  readonly field: string;
  readonly reason: string;
  readonly text: string;
}

function named(c: HttpContext): { policy: string; reference: string } {
  return { policy: c.req.param('policy') ?? '', reference: c.req.param('reference') ?? '' };
}

async function show(c: HttpContext, heed: Heed, error?: ReviewError) {
  requireScope(c.get('caller'), 'subjects:read');
  const submission = await readSubmission(heed, named(c));
  const policy = heed.policies.get(named(c).policy);
  return sendPage(
    c,
    heed,
    {
      title: `${submission.title}, ${submission.reference}`,
      error: Boolean(error),
      status: error ? 422 : 200,
    },
    <SubmissionPage
      c={c}
      policy={policy}
      submission={submission}
      error={error}
      done={c.req.query('done')}
      mayDecide={mayUse(c.get('caller'), 'facts:write')}
    />,
  );
}
