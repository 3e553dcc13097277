import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { decideContact } from '../../contacts/decide-contact.ts';
import { explainDecision } from '../../contacts/explain-decision.ts';
import { replayDecision } from '../../contacts/replay-decision.ts';
import type { Heed } from '../../heed.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { askRefusals, jsonAnswer, jsonRequest, ladder, refusals } from '../ladder.ts';
import {
  contactDecisionSchema,
  decideSchema,
  explainedDecisionSchema,
  replayedDecisionSchema,
} from './contact-schemas.ts';

const params = z.object({ id: z.string().max(64).meta({ example: 'dec_01kat3v5t7q8w2e4r6y8s0h2j4' }) });

/** `/v1/decisions` about people in the store: asked, kept, explained, replayed. */
export function contactDecisionRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Decisions'];

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/decisions',
      tags,
      summary: 'May we contact this person? Decides from everything recorded, and keeps the answer',
      description:
        'Repeating the call asks again, whatever its Idempotency-Key: a stop in between must be seen.',
      middleware: ladder(heed, { scope: 'decisions:write', body: 'json', repeat: 'fresh' }),
      request: {
        body: jsonRequest(decideSchema, {
          policy: 'institute',
          identifier: { kind: 'email', value: 'sam.reader@example.org' },
          channel: 'email',
          purpose: 'direct_marketing',
        }),
      },
      responses: {
        200: jsonAnswer(contactDecisionSchema, 'The decision'),
        ...askRefusals('UNKNOWN_POLICY', 'UNKNOWN_SUBJECT', 'INVALID_IDENTIFIER'),
      },
    }),
    async (c) => {
      const { as_known_at: asKnownAt, ...input } = c.req.valid('json');
      const answer = await decideContact(heed, { ...input, asKnownAt, actor: actorOf(c.get('caller')) });
      c.get('metrics').decided(answer.decision);
      return c.json(answer, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/decisions/{id}',
      tags,
      summary: 'Explain a past decision: question, answer, facts, and whether it still comes out the same',
      middleware: ladder(heed, { scope: 'decisions:read' }),
      request: { params },
      responses: {
        200: jsonAnswer(explainedDecisionSchema, 'The explanation'),
        ...refusals('UNKNOWN_DECISION'),
      },
    }),
    async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json(await explainDecision(heed, { decision: c.req.valid('param').id }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/decisions/{id}/replay',
      tags,
      summary: 'Decide again with what was known then, and compare',
      middleware: ladder(heed, { scope: 'decisions:read', repeat: 'fresh' }),
      request: { params },
      responses: { 200: jsonAnswer(replayedDecisionSchema, 'Both answers'), ...refusals('UNKNOWN_DECISION') },
    }),
    async (c) => c.json(await replayDecision(heed, { decision: c.req.valid('param').id }), 200),
  );
  return app;
}
