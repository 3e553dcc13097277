import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { addSuppression } from '../../contacts/add-suppression.ts';
import { checkSuppression } from '../../contacts/check-suppression.ts';
import { liftSuppression } from '../../contacts/lift-suppression.ts';
import { addFactSchema } from '../../facts/add-fact.ts';
import type { Heed } from '../../heed.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { askRefusals, jsonAnswer, jsonRequest, ladder, writeRefusals, writesOnce } from '../ladder.ts';
import {
  addedSuppressionSchema,
  checkedSuppressionSchema,
  liftedSchema,
  lookupSchema,
  suppressSchema,
} from './contact-schemas.ts';

/** `/v1/suppressions`: what is left of a stop when the person's data is gone. */
export function suppressionRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Suppressions'];

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/suppressions',
      tags,
      summary: 'Keep an address from being contacted, whether or not the person is known',
      middleware: ladder(heed, { scope: 'suppressions:write', body: 'json', repeat: 'once' }),
      request: {
        headers: writesOnce,
        body: jsonRequest(suppressSchema, {
          policy: 'cmp',
          identifier: { kind: 'phone', value: '+44 7700 900123' },
          reason: 'objection',
          channels: ['live_call', 'sms'],
        }),
      },
      responses: {
        200: jsonAnswer(addedSuppressionSchema, 'It was suppressed for this already'),
        201: jsonAnswer(addedSuppressionSchema, 'It is suppressed from now on'),
        ...writeRefusals('INVALID_IDENTIFIER', 'UNKNOWN_POLICY'),
      },
    }),
    async (c) => {
      const added = await addSuppression(heed, { ...c.req.valid('json'), actor: actorOf(c.get('caller')) });
      return added.added ? c.json(added, 201) : c.json(added, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/suppressions/lift',
      tags,
      summary: 'Record the later consent of the person that opens a suppressed address again',
      description:
        'The body is that of POST /v1/facts with a consent and its evidence. Nothing else lifts a stop.',
      middleware: ladder(heed, { scope: 'suppressions:write', body: 'json', repeat: 'once' }),
      request: { headers: writesOnce, body: jsonRequest(addFactSchema.meta({ id: 'NewFact' })) },
      responses: {
        200: jsonAnswer(liftedSchema, 'The consent, and how many suppressions it is later than'),
        ...writeRefusals(
          'STOP_NOT_LIFTABLE',
          'CONSENT_WITHOUT_EVIDENCE',
          'INVALID_IDENTIFIER',
          'UNKNOWN_POLICY',
        ),
      },
    }),
    async (c) => c.json(await liftSuppression(heed, c.req.valid('json'), actorOf(c.get('caller'))), 200),
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/suppressions/check',
      tags,
      summary: 'Which stops are kept for an address',
      middleware: ladder(heed, { scope: 'suppressions:write', body: 'json', repeat: 'fresh' }),
      request: {
        body: jsonRequest(lookupSchema, {
          policy: 'cmp',
          identifier: { kind: 'phone', value: '+44 7700 900123' },
        }),
      },
      responses: {
        200: jsonAnswer(checkedSuppressionSchema, 'The stops'),
        ...askRefusals('INVALID_IDENTIFIER', 'UNKNOWN_POLICY'),
      },
    }),
    async (c) => c.json(await checkSuppression(heed, c.req.valid('json')), 200),
  );
  return app;
}
