import { Hono } from 'hono';
import { readSubject } from '../../../contacts/find-subject.ts';
import { addFact } from '../../../facts/add-fact.ts';
import type { Heed } from '../../../heed.ts';
import { actorOf, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { sendPage } from '../shared/page.tsx';
import { readStop } from './read-stop.ts';
import { CheckStop, StopForm } from './stop-form.tsx';

/** `/subjects/{sub_id}/stop`: form, check, record. Staff can stop for a person, and never lift. */
export function stopPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/subjects/:id/stop', async (c) => {
    const { subject, policy } = await person(c, heed);
    return form(c, heed, { subject, policy, values: {}, errors: {} });
  });
  app.post('/subjects/:id/stop', async (c) => {
    const { subject, policy } = await person(c, heed);
    const values: Fields = c.get('form');
    const read = readStop(values, new Date().toISOString());
    if ('errors' in read) return form(c, heed, { subject, policy, values, errors: read.errors });
    if (values.step === 'change') return form(c, heed, { subject, policy, values, errors: {} });
    if (values.step !== 'save')
      return sendPage(
        c,
        heed,
        { title: 'Check before you record it' },
        <CheckStop c={c} subject={subject} policy={policy} values={values} stop={read.stop} />,
      );
    const { type, channels, at, note } = read.stop;
    const fact = {
      type,
      at,
      ...(channels.length > 0 ? { channels } : {}),
      ...(note ? { evidence: { note } } : {}),
    };
    await addFact(heed, { policy, subject, fact }, actorOf(c.get('caller')));
    c.get('metrics').factsAppended(1);
    return c.redirect(`/subjects/${subject}?policy=${policy}&done=stopped`, 303);
  });
  return app;
}

async function person(c: HttpContext, heed: Heed): Promise<{ subject: string; policy: string }> {
  requireScope(c.get('caller'), 'facts:write');
  const policy = heed.policies.get(c.req.query('policy') ?? '').id;
  const { subject } = await readSubject(heed, { policy, subject: c.req.param('id') ?? '' });
  return { subject, policy };
}

interface FormState {
  readonly subject: string;
  readonly policy: string;
  readonly values: Fields;
  readonly errors: FieldErrors;
}

function form(c: HttpContext, heed: Heed, state: FormState) {
  const error = Object.keys(state.errors).length > 0;
  return sendPage(
    c,
    heed,
    { title: 'Record a stop', error, status: error ? 422 : 200 },
    <StopForm c={c} {...state} />,
  );
}
