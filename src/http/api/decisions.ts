import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { decide } from '../../decision/decide.ts';
import { requestFromJson, requestSchema } from '../../decision/parse-case.ts';
import type { Decision } from '../../decision/types.ts';
import type { Heed } from '../../heed.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { askRefusals, jsonAnswer, jsonRequest, ladder } from '../ladder.ts';
import { decisionSchema } from './decision-schema.ts';

const questionSchema = requestSchema.meta({ id: 'DecisionRequest' });

/** A thousand questions at once; a client with more has a list, and lists are screened. */
const batchSchema = z
  .strictObject({ requests: z.array(questionSchema).min(1).max(1000) })
  .meta({ id: 'EvaluateBatch' });

/** `/v1/decisions`: may this person be contacted, and why? */
export function decisionRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Decisions'];

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/decisions/evaluate',
      tags,
      summary: 'Decide from facts given in the request; nothing is stored',
      middleware: ladder(heed, { scope: 'decisions:read', body: 'json', repeat: 'fresh' }),
      request: { body: jsonRequest(questionSchema, EVALUATE_EXAMPLE) },
      responses: {
        200: jsonAnswer(decisionSchema, 'The decision'),
        ...askRefusals('UNKNOWN_POLICY'),
      },
    }),
    (c) => {
      const decision = evaluate(heed, c.req.valid('json'));
      c.get('metrics').decided(decision);
      return c.json(decision, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/decisions/evaluate-batch',
      tags,
      summary: 'Decide up to 1,000 such requests; all are answered, in their order, or none',
      middleware: ladder(heed, { scope: 'decisions:read', body: 'json', repeat: 'fresh' }),
      request: { body: jsonRequest(batchSchema, { requests: [EVALUATE_EXAMPLE] }) },
      responses: {
        200: jsonAnswer(z.object({ data: z.array(decisionSchema) }), 'The decisions'),
        ...askRefusals('UNKNOWN_POLICY'),
      },
    }),
    (c) => {
      const data = c.req.valid('json').requests.map((request) => evaluate(heed, request));
      for (const decision of data) c.get('metrics').decided(decision);
      return c.json({ data }, 200);
    },
  );
  return app;
}

function evaluate(heed: Heed, json: z.output<typeof requestSchema>): Decision {
  const { request, policyId, options } = requestFromJson(json);
  const policy = heed.policies.contact(policyId);
  return decide(request, { ...policy, options: { ...policy.options, ...options } });
}

const EVALUATE_EXAMPLE = {
  at: '2026-09-01T10:00:00+01:00',
  controller: { id: 'acme', country: 'GB', policy: 'law' },
  subject: { country: 'GB', tz: 'Europe/London', subscriber: 'individual' },
  channel: 'email',
  purpose: 'direct_marketing',
  facts: [
    {
      type: 'consent',
      at: '2026-03-02T09:00:00Z',
      channels: ['email'],
      purposes: ['direct_marketing'],
      method: 'unticked_box',
    },
  ],
};
