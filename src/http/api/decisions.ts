import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { decide } from '../../decision/decide.ts';
import { requestFromJson, requestSchema } from '../../decision/parse-case.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, jsonRequest, ladder, refusals } from '../ladder.ts';
import { decisionSchema } from './decision-schema.ts';

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
      request: { body: jsonRequest(requestSchema) },
      responses: {
        200: jsonAnswer(decisionSchema, 'The decision'),
        ...refusals('VALIDATION', 'UNKNOWN_POLICY'),
      },
    }),
    (c) => {
      const { request, policyId, options } = requestFromJson(c.req.valid('json'));
      const policy = heed.policies.contact(policyId);
      const decision = decide(request, { ...policy, options: { ...policy.options, ...options } });
      c.get('metrics').decided(decision);
      return c.json(decision, 200);
    },
  );
  return app;
}
void z;
void HeedError;
