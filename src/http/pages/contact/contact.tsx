import { Hono } from 'hono';
import { decideContact } from '../../../contacts/decide-contact.ts';
import { HeedError } from '../../../errors.ts';
import type { Heed } from '../../../heed.ts';
import { actorOf, mayUse, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { Answer } from '../decisions/answer.tsx';
import { explainReplayed } from '../decisions/explain.ts';
import { sendPage } from '../shared/page.tsx';
import { type FieldErrors, type Fields, readQuestion } from './ask.ts';
import { ContactForm } from './contact-form.tsx';

/** `/contact`: one question about one person. It is posted, so that no address ever stands in a URL. */
export function contactPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/contact', (c) => {
    requireScope(c.get('caller'), 'decisions:write');
    return form(c, heed, {}, {});
  });
  app.post('/contact', async (c) => {
    requireScope(c.get('caller'), 'decisions:write');
    const values = c.get('form');
    const question = readQuestion(values);
    if ('errors' in question) return form(c, heed, values, question.errors);
    const { input } = question;
    try {
      // A question as known in the past is only answered; one about now is kept, and has an address of its own.
      const answered = await decideContact(heed, {
        ...input,
        ...(input.asKnownAt ? {} : { record: true, actor: actorOf(c.get('caller')) }),
      });
      c.get('metrics').decided(answered.decision);
      if (answered.decision_id) return c.redirect(`/decisions/${answered.decision_id}`, 303);
      const { decision, subject } = answered;
      const policy = heed.policies.get(input.policy);
      const { channel, purpose, message = {} } = input;
      const explained = await explainReplayed(
        heed,
        { decision, decisionId: null, subject, policy, channel, purpose, message },
        mayUse(c.get('caller'), 'subjects:read'),
      );
      return sendPage(c, heed, { title: 'Answer' }, <Answer {...explained} />);
    } catch (error) {
      const errors = error instanceof HeedError ? BY_CODE[error.code] : undefined;
      if (!errors) throw error;
      return form(c, heed, values, { [errors]: (error as HeedError).message });
    }
  });
  return app;
}

/** Errors that a person mends in a field of this form. */
const BY_CODE: Readonly<Record<string, string>> = {
  INVALID_IDENTIFIER: 'person',
  UNKNOWN_SUBJECT: 'person',
  UNKNOWN_POLICY: 'policy',
};

function form(c: HttpContext, heed: Heed, values: Fields, errors: FieldErrors) {
  const error = Object.keys(errors).length > 0;
  return sendPage(
    c,
    heed,
    { title: 'May we contact?', error, status: error ? 422 : 200 },
    <ContactForm c={c} heed={heed} values={values} errors={errors} />,
  );
}
