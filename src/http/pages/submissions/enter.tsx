import { Hono } from 'hono';
import { HeedError } from '../../../errors.ts';
import { type FormDefinition, formOf } from '../../../forms/definition.ts';
import { newChallenge } from '../../../forms/form-challenge.ts';
import { readAnswers } from '../../../forms/read-answers.ts';
import { readReceivedAt } from '../../../forms/received-at.ts';
import { submitForm } from '../../../forms/submit-form.ts';
import type { Heed } from '../../../heed.ts';
import { actorOf, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { type Errors, errorsOf, givenAnswers } from '../forms/answers.ts';
import { sendPage } from '../shared/page.tsx';
import { CheckEntry, EntryForm, EntryList } from './entry-form.tsx';
import { postalAddress, wrongParts } from './postal-address.ts';

type Values = Readonly<Record<string, string>>;

/** `/submissions/enter`: staff enter what came on paper, by phone or at a stand, by the same definition as the web. */
export function entryPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/submissions/enter', (c) => {
    requireScope(c.get('caller'), 'facts:write');
    const page = <EntryList policies={heed.policies.list()} />;
    return sendPage(c, heed, { title: 'Enter a form' }, page);
  });
  app.get('/submissions/enter/:policy/:form', (c) => {
    const values = { token: newChallenge(heed.vault, 'entry'), 'received-at': today() };
    return form(c, heed, entered(c, heed), values, {});
  });
  app.post('/submissions/enter/:policy/:form', async (c) => {
    const definition = entered(c, heed);
    const values = c.get('form');
    const post = postalAddress(values);
    const { answers, issues } = readAnswers(definition, givenAnswers(definition, values), { post });
    const { '/post': unusable, ...others } = errorsOf(issues);
    const errors = { ...wrongDay(values['received-at']), ...others, ...wrongParts(values, unusable) };
    if (Object.keys(errors).length > 0) return form(c, heed, definition, values, errors);
    if (values.step === 'change') return form(c, heed, definition, values, {});
    if (values.step !== 'save')
      return sendPage(
        c,
        heed,
        { title: 'Check before you record it' },
        <CheckEntry c={c} definition={definition} values={values} answers={answers} />,
      );
    try {
      const done = await submitForm(heed, {
        policy: definition.policy.id,
        form: definition.form.id,
        ...givenAnswers(definition, values),
        received_at: values['received-at'] === today() ? undefined : values['received-at'],
        submission: values.token,
        post,
        actor: actorOf(c.get('caller')),
      });
      return c.redirect(`/submissions/${definition.policy.id}/${done.reference}?done=entered`, 303);
    } catch (error) {
      if (!(error instanceof HeedError) || error.code !== 'UNDER_AGE') throw error;
      return form(c, heed, definition, values, { 'year-of-birth': error.message });
    }
  });
  return app;
}

/** The UK day. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());
}

function wrongDay(day = ''): Errors {
  const detail = 'Enter the day it reached you, today or before';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { 'received-at': detail };
  try {
    readReceivedAt(day);
    return {};
  } catch (error) {
    if (error instanceof HeedError) return { 'received-at': detail };
    throw error;
  }
}

/** Forms of the web are handed in by the people themselves. */
function entered(c: HttpContext, heed: Heed): FormDefinition {
  requireScope(c.get('caller'), 'facts:write');
  const definition = formOf(heed, c.req.param('policy') ?? '', c.req.param('form') ?? '');
  if (definition.form.kind === 'web') throw new HeedError('UNKNOWN_FORM');
  return definition;
}

function form(c: HttpContext, heed: Heed, definition: FormDefinition, values: Values, errors: Errors) {
  const error = Object.keys(errors).length > 0;
  return sendPage(
    c,
    heed,
    { title: `Enter: ${definition.form.title}`, error, status: error ? 422 : 200 },
    <EntryForm c={c} definition={definition} values={values} errors={errors} />,
  );
}
