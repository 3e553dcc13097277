import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { isSite } from '../../cookies/sites.ts';
import { HeedError } from '../../errors.ts';
import { type FormDefinition, formOf } from '../../forms/definition.ts';
import { embeddedForm } from '../../forms/embedded-form.ts';
import { newChallenge } from '../../forms/form-challenge.ts';
import { readAnswers } from '../../forms/read-answers.ts';
import { submitForm } from '../../forms/submit-form.ts';
import type { Heed } from '../../heed.ts';
import { textsIn } from '../../texts/texts.ts';
import type { HttpApp, HttpContext, HttpEnv } from '../env.ts';
import { countSend, isWelcome } from '../form-sends.ts';
import { askRefusals, jsonAnswer, jsonRequest } from '../ladder.ts';
import { offeredLanguage } from '../page-language.ts';
import { requirePublicOrigin } from '../public-origin.ts';
import { jsonBody } from '../read-body.ts';

const answers = {
  fields: z.record(z.string().max(80), z.string().max(20_000)).default({}),
  choices: z.array(z.string().max(80)).max(100).default([]),
};
const postSchema = z
  .discriminatedUnion('step', [
    z.strictObject({ step: z.literal('check'), ...answers }),
    z.strictObject({
      step: z.literal('send'),
      ...answers,
      challenge: z.string().max(200),
      work: z.string().max(20),
    }),
  ])
  .meta({ id: 'EmbeddedFormPost' });

const checkedSchema = z.object({ fields: z.record(z.string(), z.string()) });
const doneSchema = z
  .object({
    reference: z.string(),
    received_at: z.string(),
    notice_version: z.string(),
    confirmation_mailed: z.boolean(),
  })
  .meta({ id: 'EmbeddedFormDone' });

const params = z.object({
  policy: z.string().min(1).max(100).meta({ example: 'cmp' }),
  form: z.string().min(1).max(100).meta({ example: 'newsletter' }),
});
const query = z.object({ lang: z.string().max(35).optional() });
const path = '/v1/embedded-forms/{policy}/{form}';
const tags = ['Forms'];

/** `/v1/embedded-forms`: what the element on the organisation's own sites reads and sends, without a key. */
export function embeddedFormRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const foreign = (c: HttpContext, origin: string) => {
    const policy = heed.policies.get(c.req.path.split('/')[3] ?? '');
    return !isSite(heed, policy, origin, requirePublicOrigin(c));
  };
  app.use('/v1/embedded-forms/*', async (c, next) => {
    const origin = c.req.header('Origin');
    if (origin && foreign(c, origin))
      throw new HeedError('FORBIDDEN', 'Forms are shown on the websites of their policy only.');
    return cors({ origin: (asked) => asked, allowMethods: ['GET', 'POST'], allowHeaders: ['content-type'] })(
      c,
      next,
    );
  });
  app.openapi(
    createRoute({
      method: 'get',
      path,
      tags,
      security: [],
      summary: 'What the element of a form shows',
      request: { params, query },
      responses: {
        200: jsonAnswer(
          z.object({ title: z.string(), challenge: z.string() }).loose(),
          'The form, with its words',
        ),
        ...askRefusals('UNKNOWN_FORM', 'UNKNOWN_POLICY', 'NO_PUBLIC_ADDRESS'),
      },
    }),
    (c) => {
      const definition = webForm(heed, c.req.valid('param'), c.req.valid('query').lang);
      c.header('Cache-Control', 'no-store');
      return c.json(
        embeddedForm(definition, {
          origin: requirePublicOrigin(c),
          challenge: newChallenge(heed.vault, nameOf(definition)),
        }),
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path,
      tags,
      security: [],
      summary: 'Check the answers of an element, or hand them in',
      description:
        'From a website of the policy. `check` keeps nothing. `send` needs the work on the challenge of this showing; the same answers with the same challenge are one submission.',
      middleware: [jsonBody(128 * 1024)],
      request: { params, query, body: jsonRequest(postSchema) },
      responses: {
        200: jsonAnswer(checkedSchema, 'The answers as they were read'),
        201: jsonAnswer(doneSchema, 'It is taken in'),
        ...askRefusals('UNKNOWN_FORM', 'UNKNOWN_POLICY', 'UNDER_AGE', 'INVALID_IDENTIFIER'),
      },
    }),
    async (c) => {
      if (!c.req.header('Origin'))
        throw new HeedError('FORBIDDEN', 'This is for browsers on the websites of the policy.');
      const definition = webForm(heed, c.req.valid('param'), c.req.valid('query').lang);
      const { language } = definition.policy;
      const { fields, choices, ...post } = c.req.valid('json');
      const read = readAnswers(definition, { fields, choices });
      if (read.issues.length > 0)
        throw new HeedError('VALIDATION', textsIn(language).errors.correctFields, read.issues);
      if (post.step === 'check') return c.json({ fields: { ...read.answers.values } }, 200);
      if (!isWelcome(heed, nameOf(definition), post))
        throw new HeedError('VALIDATION', textsIn(language).embedded.old);
      await countSend(heed, c.get('clientAddress'));
      const { reference, received_at, notice_version, confirmation_mailed } = await submitForm(heed, {
        policy: definition.policy.id,
        form: definition.form.id,
        fields,
        choices,
        language,
        submission: post.challenge,
        actor: 'person',
        gpc: c.req.header('Sec-GPC') === '1',
      }).catch((error: unknown) => {
        // The reader sees what the page would have said.
        if (!(error instanceof HeedError)) throw error;
        throw new HeedError(error.code, error.detailIn(language) ?? error.message, error.issues);
      });
      return c.json({ reference, received_at, notice_version, confirmation_mailed }, 201);
    },
  );
  return app;
}

function nameOf({ policy, form }: FormDefinition): string {
  return `${policy.id}/${form.id}`;
}

/** Paper and phone forms are entered by staff; a form that needs a file is filled in on its own page. */
function webForm(heed: Heed, named: { policy: string; form: string }, lang?: string): FormDefinition {
  const language = offeredLanguage(heed.policies.get(named.policy), lang);
  const definition = formOf(heed, named.policy, named.form, language);
  const elsewhere = definition.form.kind !== 'web' || definition.files.some(({ required }) => required);
  if (elsewhere) throw new HeedError('UNKNOWN_FORM');
  return definition;
}
