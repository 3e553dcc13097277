import { Hono } from 'hono';
import { eraseSubject } from '../../../contacts/erase-subject.ts';
import { type FoundSubject, readSubject } from '../../../contacts/find-subject.ts';
import type { Heed } from '../../../heed.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { actorOf, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { FormToken, sendPage } from '../shared/page.tsx';

/** `/subjects/{sub_id}/erase`: says what goes and what stays, and asks once more. */
export function erasePages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/subjects/:id/erase', async (c) => confirm(c, heed, false));
  app.post('/subjects/:id/erase', async (c) => {
    if (c.get('form').sure !== 'yes') return confirm(c, heed, true);
    const { policy, person } = await load(c, heed);
    await eraseSubject(heed, { policy, subject: person.subject, actor: actorOf(c.get('caller')) });
    return c.redirect(`/subjects/${person.subject}?policy=${policy}&done=erased`, 303);
  });
  return app;
}

async function load(c: HttpContext, heed: Heed): Promise<{ policy: string; person: FoundSubject }> {
  requireScope(c.get('caller'), 'subjects:erase');
  const policy = heed.policies.get(c.req.query('policy') ?? '').id;
  return { policy, person: await readSubject(heed, { policy, subject: c.req.param('id') ?? '' }) };
}

async function confirm(c: HttpContext, heed: Heed, unsure: boolean) {
  const { policy, person } = await load(c, heed);
  const error = unsure ? 'Tick the box to erase them' : undefined;
  return sendPage(
    c,
    heed,
    { title: 'Erase this person', error: unsure, status: unsure ? 422 : 200 },
    <div class="heed-measure">
      <BackLink href={`/subjects/${person.subject}?policy=${policy}`} />
      {error ? <ErrorSummary errors={[{ text: error, href: '#sure' }]} /> : null}
      <h1>Erase this person</h1>
      <p class="heed-lead">
        {person.identifiers[0]?.value ?? 'This person'}: this cannot be undone, by anybody.
      </p>
      <h2>What goes</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>Their addresses and numbers.</li>
        <li>
          The key to everything sealed about them: evidence, wording, notes. Copies and backups go dark with
          it.
        </li>
      </ul>
      <h2>What stays</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>A history that names nobody.</li>
        <li>
          A keyed hash of each address, so that they are never contacted again, even when a list brings them
          back.
        </li>
      </ul>
      <form method="post" action={`/subjects/${person.subject}/erase?policy=${policy}`} novalidate>
        <FormToken c={c} />
        <Checkboxes
          name="sure"
          legend="Are you sure?"
          items={[{ value: 'yes', text: 'Yes, erase this person for good' }]}
          error={error}
        />
        <Button classes="govuk-button--warning">Erase</Button>
      </form>
    </div>,
  );
}
