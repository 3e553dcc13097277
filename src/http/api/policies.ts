import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { etag } from 'hono/etag';
import type { Heed } from '../../heed.ts';
import type { LoadedPolicy } from '../../policy/policies.ts';
import { noticePage, renderNotice } from '../../policy/render/render-notice.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, ladder, refusals } from '../ladder.ts';

const policySchema = z
  .object({
    id: z.string().meta({ example: 'institute' }),
    aliases: z.array(z.string()),
    name: z.string(),
    version: z.string().meta({ example: 'institute@2026-11-22' }),
    hash: z.string().meta({ description: 'SHA-256 of the canonical content' }),
    controller: z.object({ id: z.string(), name: z.string(), country: z.string() }),
    languages: z.array(z.string()),
    purposes: z.array(
      z.object({ id: z.string(), title: z.string(), basis: z.string(), channels: z.array(z.string()) }),
    ),
    topics: z.array(z.object({ id: z.string(), title: z.string() })),
  })
  .meta({ id: 'Policy' });

const noticeSchema = z
  .object({
    language: z.string(),
    title: z.string(),
    markdown: z.string(),
    html: z.string().meta({ description: 'A fragment; promises are span.promise with their clause ids' }),
    headings: z.array(z.object({ level: z.int(), id: z.string(), text: z.string() })).readonly(),
  })
  .meta({ id: 'Notice' });

export const idParam = z.object({
  id: z.string().meta({ description: 'Id or alias of the policy', example: 'institute' }),
});

/** `/v1/policies`: what this Heed promises, as data and as the public notice. */
export function policyRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Policies'];
  const reads = [...ladder(heed, { scope: 'policies:read' }), etag()];

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/policies',
      tags,
      summary: 'List the policies in force',
      middleware: reads,
      responses: {
        200: jsonAnswer(z.object({ data: z.array(policySchema) }), 'The policies'),
        ...refusals(),
      },
    }),
    (c) => c.json({ data: heed.policies.list().map(presentPolicy) }, 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/policies/{id}',
      tags,
      summary: 'Read one policy',
      middleware: reads,
      request: { params: idParam },
      responses: { 200: jsonAnswer(policySchema, 'The policy'), ...refusals('UNKNOWN_POLICY') },
    }),
    (c) => c.json(presentPolicy(heed.policies.get(c.req.valid('param').id)), 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/policies/{id}/notice',
      tags,
      summary: 'Read the public notice, as JSON, HTML or Markdown by Accept',
      middleware: reads,
      request: { params: idParam, query: z.object({ language: z.string().max(20).optional() }) },
      responses: {
        200: {
          description: 'The notice',
          content: {
            'application/json': { schema: noticeSchema },
            'text/html': { schema: z.string() },
            'text/markdown': { schema: z.string() },
          },
        },
        ...refusals('UNKNOWN_POLICY', 'NOT_FOUND'),
      },
    }),
    (c) => {
      const notice = renderNotice(heed.policies.get(c.req.valid('param').id), c.req.valid('query').language);
      const supports = ['application/json', 'text/html', 'text/markdown'];
      const type = accepts(c, { header: 'Accept', supports, default: 'application/json' });
      c.header('Vary', 'Accept');
      c.header('Content-Language', notice.language);
      if (type === 'text/html') return c.html(noticePage(notice), 200);
      if (type === 'text/markdown')
        return c.body(notice.markdown, 200, { 'Content-Type': `${type}; charset=utf-8` });
      return c.json(notice, 200);
    },
  );
  return app;
}

function presentPolicy({
  id,
  aliases,
  version,
  hash,
  data,
  notices,
}: LoadedPolicy): z.infer<typeof policySchema> {
  const { controller, name } = data.policy;
  return {
    id,
    aliases: [...aliases],
    name,
    version,
    hash,
    controller: { id: controller.id, name: controller.name, country: controller.country },
    languages: Object.keys(notices),
    purposes: data.purposes.purposes.map(({ id, title, basis, channels }) => ({
      id,
      title,
      basis,
      channels,
    })),
    topics: data.purposes.topics.map(({ id, title }) => ({ id, title })),
  };
}
