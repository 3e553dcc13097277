import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { addFact, addFactSchema } from '../../facts/add-fact.ts';
import type { Heed } from '../../heed.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, jsonRequest, ladder, writeRefusals, writesOnce } from '../ladder.ts';
import { addedFactSchema } from './contact-schemas.ts';

/** `/v1/facts`: what happened, recorded once. */
export function factRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/facts',
      tags: ['Facts'],
      summary: 'Add a fact about a person; a repeat changes nothing',
      middleware: ladder(heed, { scope: 'facts:write', body: 'json', repeat: 'once' }),
      request: { headers: writesOnce, body: jsonRequest(addFactSchema.meta({ id: 'NewFact' }), CONSENT) },
      responses: {
        200: jsonAnswer(addedFactSchema, 'The fact was known already'),
        201: jsonAnswer(addedFactSchema, 'The fact was added'),
        ...writeRefusals(
          'CONSENT_WITHOUT_EVIDENCE',
          'INVALID_IDENTIFIER',
          'UNKNOWN_POLICY',
          'UNKNOWN_SUBJECT',
          'SUBJECT_ERASED',
        ),
      },
    }),
    async (c) => {
      const added = await addFact(heed, c.req.valid('json'), actorOf(c.get('caller')));
      if (added.added) c.get('metrics').factsAppended(1);
      return added.added ? c.json(added, 201) : c.json(added, 200);
    },
  );
  return app;
}

const CONSENT = {
  policy: 'institute',
  identifier: { kind: 'email', value: 'sam.reader@example.org' },
  fact: {
    type: 'consent',
    at: '2026-09-01T10:00:00+01:00',
    channels: ['email'],
    purposes: ['direct_marketing'],
    method: 'unticked_box',
    evidence: {
      wording_version: 'newsletter-3',
      notice_version: 'institute@2026-11-22',
      source: 'Join page',
    },
  },
};
