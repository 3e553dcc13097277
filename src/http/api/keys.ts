import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Heed } from '../../heed.ts';
import { requireScope } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { issueKey } from '../keys/issue-key.ts';
import { listKeys } from '../keys/list-keys.ts';
import { revokeKey } from '../keys/revoke-key.ts';
import { apiKeySchema, issuedKeySchema, newKeySchema } from '../keys/schema.ts';
import { jsonAnswer, jsonRequest, ladder, refusals, writeRefusals, writesOnce } from '../ladder.ts';

/** Whoever holds a key can put an end to it: its owner, or somebody who found it and means well. */
const adminOrItself: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const caller = c.get('caller');
  if (caller.id !== c.req.param('id')) requireScope(caller, 'admin');
  await next();
};

/** `/v1/keys`: issuing, listing and revoking API keys. */
export function keyRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Keys'];

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/keys',
      tags,
      summary: 'Issue a key; it is shown this once',
      middleware: ladder(heed, { scope: 'admin', body: 'json', repeat: 'once' }),
      request: {
        headers: writesOnce,
        body: jsonRequest(newKeySchema, { name: 'CRM', scopes: ['decisions:read'] }),
      },
      responses: {
        201: jsonAnswer(issuedKeySchema, 'The key'),
        ...writeRefusals(),
      },
    }),
    async (c) => {
      const issued = await issueKey(heed, c.req.valid('json'), c.get('once'));
      return c.json(issued, 201, { 'Cache-Control': 'no-store' });
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/keys',
      tags,
      summary: 'List the keys, without their secrets',
      middleware: ladder(heed, { scope: 'admin' }),
      responses: {
        200: jsonAnswer(z.object({ data: z.array(apiKeySchema) }), 'Every key ever issued'),
        ...refusals(),
      },
    }),
    async (c) => c.json({ data: await listKeys(heed) }, 200),
  );

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/keys/{id}',
      tags,
      summary: 'Revoke a key at once',
      description:
        'Any key may revoke itself, which is what to do when it has leaked; `admin` revokes every other.',
      middleware: adminOrItself,
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer(apiKeySchema, 'The revoked key'), ...refusals('UNKNOWN_API_KEY') },
    }),
    async (c) => c.json(await revokeKey(heed, c.req.valid('param').id), 200),
  );
  return app;
}
