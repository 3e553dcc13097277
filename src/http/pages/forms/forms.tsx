import { Hono } from 'hono';
import { HeedError } from '../../../errors.ts';
import { confirmConsent, readConfirmation } from '../../../forms/confirm-consent.ts';
import { type FormDefinition, formOf, webForms } from '../../../forms/definition.ts';
import { elementFile } from '../../../forms/element-file.ts';
import { challengeAge, newChallenge } from '../../../forms/form-challenge.ts';
import { dropHeldFile } from '../../../forms/form-file.ts';
import { type Answers, readAnswers } from '../../../forms/read-answers.ts';
import { submitForm } from '../../../forms/submit-form.ts';
import type { Heed } from '../../../heed.ts';
import { worded } from '../../../texts/texts.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { countSend, isWelcome } from '../../form-sends.ts';
import { requirePublicOrigin } from '../../public-origin.ts';
import { findPolicy } from '../shared/find-policy.ts';
import { sendPage } from '../shared/page.tsx';
import { type Errors, errorsOf, givenAnswers, keptAnswers, shownAgain } from './answers.ts';
import { CheckPage } from './check-page.tsx';
import { ConfirmPage, DonePage } from './done-page.tsx';
import { FormList } from './form-list.tsx';
import { FormPage, HONEYPOT } from './form-page.tsx';
import { readFormWithFiles, readOpenForm } from './read-open-form.ts';
import { formSnippet } from './snippet.ts';
import { SnippetPage } from './snippet-page.tsx';
import { heldName, type TakenFiles, takeFiles } from './take-files.ts';

type Values = Readonly<Record<string, string>>;

/** `/{policy}/forms`: the forms of a policy, their snippets for other sites, and the confirmation of sign-ups. */
export function formPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const path = '/:policy{[a-z0-9-]+}/forms';
  app.get(path, (c) => {
    const policy = findPolicy(heed, c);
    if (!policy) return c.notFound();
    return sendPage(
      c,
      heed,
      { title: words(c).list, open: true },
      <FormList policy={policy} forms={webForms(policy)} />,
    );
  });
  app.get(`${path}/:form`, (c) => showForm(c, heed, webForm(c, heed), {}, {}));
  app.get(`${path}/:form/snippet`, (c) => {
    const definition = webForm(c, heed);
    const page = <SnippetPage definition={definition} origin={requirePublicOrigin(c)} />;
    return sendPage(c, heed, { title: `${definition.form.title} on your own site` }, page);
  });
  app.get(`${path}/:form/snippet.txt`, (c) => c.text(formSnippet(webForm(c, heed), requirePublicOrigin(c))));
  app.get('/form-element/:hash/heed-form.js', (c) => {
    const { bytes, hash } = elementFile();
    if (c.req.param('hash') !== hash) return c.notFound();
    c.header('Content-Type', 'text/javascript; charset=utf-8');
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    // Sites load it with `integrity`, which needs a request that may be read.
    c.header('Access-Control-Allow-Origin', '*');
    return c.body(bytes);
  });
  app.post(`${path}/:form`, async (c) => {
    const definition = webForm(c, heed);
    const limits = new Map(definition.files.map(({ id, max_bytes }) => [id, max_bytes]));
    const { values, sent } = await readFormWithFiles(c, limits);
    const taken = await takeFiles(heed, definition, values, sent, c.get('clientAddress'));
    const { answers, issues } = readAnswers(definition, givenAnswers(definition, values));
    const errors = { ...errorsOf(issues), ...taken.errors };
    if (Object.keys(errors).length > 0) return showForm(c, heed, definition, values, errors, taken);
    if (values.step === 'change') return showForm(c, heed, definition, values, {}, taken);
    if (values[HONEYPOT])
      throw new HeedError(
        'VALIDATION',
        worded(({ errors }) => errors.hiddenField),
      );
    if (values.step !== 'send') return check(c, heed, definition, values, answers, taken);
    if (!isWelcome(heed, `${definition.policy.id}/${definition.form.id}`, values))
      return check(c, heed, definition, values, answers, taken, true);
    await countSend(heed, c.get('clientAddress'));
    const done = await submitForm(heed, {
      policy: definition.policy.id,
      form: definition.form.id,
      ...givenAnswers(definition, values),
      files: taken.files,
      submission: values.challenge,
      language: definition.policy.language,
      actor: 'person',
      gpc: c.req.header('Sec-GPC') === '1',
    }).catch(async (error: unknown) => {
      // Nothing is kept of a child, and a file that waits is something.
      if (error instanceof HeedError && error.code === 'UNDER_AGE')
        for (const held of Object.values(taken.held)) await dropHeldFile(heed, held);
      throw error;
    });
    return sendPage(
      c,
      heed,
      { title: words(c).done, open: true },
      <DonePage definition={definition} done={done} />,
    );
  });
  const link = `${path}/:form/confirm/:token{[A-Za-z0-9_-]+}`;
  const input = (c: HttpContext) => ({
    policy: c.req.param('policy')!,
    form: c.req.param('form')!,
    token: c.req.param('token')!,
    language: c.get('pageLanguage').language,
  });
  app.get(link, async (c) => {
    const confirmation = await readConfirmation(heed, input(c));
    const page = <ConfirmPage confirmation={confirmation} path={c.req.path} />;
    return sendPage(c, heed, { title: words(c).confirm, open: true }, page);
  });
  app.post(link, async (c) => {
    await readOpenForm(c);
    const confirmation = await confirmConsent(heed, input(c));
    const page = <ConfirmPage confirmation={confirmation} path={c.req.path} />;
    return sendPage(c, heed, { title: words(c).confirmed, open: true }, page);
  });
  return app;
}

const words = (c: HttpContext) => c.get('pageLanguage').texts.forms;

/** Paper, phone and badge forms are entered by staff; the public does not see them. */
function webForm(c: HttpContext, heed: Heed): FormDefinition {
  const definition = formOf(
    heed,
    c.req.param('policy') ?? '',
    c.req.param('form') ?? '',
    c.get('pageLanguage').language,
  );
  if (definition.form.kind !== 'web') throw new HeedError('UNKNOWN_FORM');
  return definition;
}

function check(
  c: HttpContext,
  heed: Heed,
  definition: FormDefinition,
  values: Values,
  answers: Answers,
  taken: TakenFiles,
  again = false,
) {
  const name = `${definition.policy.id}/${definition.form.id}`;
  const old =
    values.challenge && challengeAge(heed.vault, name, values.challenge) !== null
      ? values.challenge
      : undefined;
  const held = Object.entries(taken.held).map(([field, token]) => [heldName(field), token]);
  const kept = { ...keptAnswers(definition, values, answers.values), ...Object.fromEntries(held) };
  return sendPage(
    c,
    heed,
    { title: again ? words(c).oneMore : words(c).check, open: true },
    <CheckPage
      definition={definition}
      path={c.req.path}
      answers={answers}
      values={kept}
      files={taken.files}
      challenge={(again && old) || newChallenge(heed.vault, name)}
      wait={again ? newChallenge(heed.vault, `${name}/wait`) : undefined}
    />,
  );
}

function showForm(
  c: HttpContext,
  heed: Heed,
  definition: FormDefinition,
  values: Values,
  errors: Errors,
  taken?: TakenFiles,
) {
  const error = Object.keys(errors).length > 0;
  const shown = shownAgain(values);
  return sendPage(
    c,
    heed,
    { title: definition.form.title, open: true, error, status: error ? 422 : 200 },
    <FormPage definition={definition} path={c.req.path} values={shown} errors={errors} taken={taken} />,
  );
}
