import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { submitForm, submitFormSchema } from '../../forms/submit-form.ts';
import type { Heed } from '../../heed.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, jsonRequest, ladder, writeRefusals, writesOnce } from '../ladder.ts';

const submittedSchema = z
  .object({
    reference: z.string().meta({ description: 'For the person', example: '7K3M-92QX-HT' }),
    subject: z.string(),
    received_at: z.string(),
    notice_version: z.string(),
    choices: z.array(z.object({ id: z.string(), label: z.string() }).readonly()).readonly(),
    confirmation_mailed: z
      .boolean()
      .meta({ description: 'Consents count once the person confirmed them by mail' }),
    added: z.boolean().meta({ description: 'False for a repeat; nothing changed then' }),
  })
  .meta({ id: 'SubmittedForm' });

/** `/v1/forms`: what a site of one's own, or staff, hand in for a person. */
export function formRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/forms/{policy}/{form}/submissions',
      tags: ['Forms'],
      summary: 'Hand in a form as the policy declares it',
      description:
        'Only declared fields and choices are taken. Show the wording, the notices and empty boxes as the policy has them: what you hand in is recorded as having been shown.',
      middleware: ladder(heed, { scope: 'facts:write', body: 'json', repeat: 'once' }),
      request: {
        headers: writesOnce,
        params: z.object({
          policy: z.string().min(1).max(100).meta({ example: 'cmp' }),
          form: z.string().min(1).max(100).meta({ example: 'newsletter' }),
        }),
        body: jsonRequest(submitFormSchema.meta({ id: 'NewSubmission' }), {
          fields: { 'first-name': 'Ann', email: 'ann@example.org', country: 'GB' },
          choices: ['email-events'],
        }),
      },
      responses: {
        200: jsonAnswer(submittedSchema, 'It was handed in before'),
        201: jsonAnswer(submittedSchema, 'It is taken in'),
        ...writeRefusals('UNKNOWN_FORM', 'UNKNOWN_POLICY', 'UNDER_AGE', 'INVALID_IDENTIFIER'),
      },
    }),
    async (c) => {
      const { policy, form } = c.req.valid('param');
      const given = c.req.valid('json');
      // A caller who names no submission means this call, however often it is tried.
      const submission = given.submission ?? c.get('once').id;
      const actor = actorOf(c.get('caller'));
      const done = await submitForm(heed, { ...given, submission, policy, form, strict: true, actor });
      return done.added ? c.json(done, 201) : c.json(done, 200);
    },
  );
  return app;
}
