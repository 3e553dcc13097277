import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import type { Heed } from '../../heed.ts';
import { changesBetween, versionBefore } from '../../notices/changes-between.ts';
import { renderText } from '../../policy/render/render-notice.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, ladder, refusals } from '../ladder.ts';
import { idParam } from './policies.ts';

const version = z
  .string()
  .max(20)
  .meta({ description: 'A version, without the id of the policy', example: '2026-11-22' });

const entrySchema = z
  .object({
    policy: z.string(),
    version,
    digest: z.string().meta({ description: 'SHA-256 of what the folder says' }),
    published_on: z.iso.date(),
    in_force: z.boolean(),
  })
  .meta({ id: 'NoticeVersion' });

const newsSchema = z.record(
  z.string(),
  z.object({
    summary: z.string(),
    tell: z.array(z.object({ who: z.string(), how: z.string(), by: z.iso.date() })).readonly(),
  }),
);

const textSchema = z.object({
  name: z.string().meta({ example: 'documents/california-notice.en.md' }),
  language: z.string(),
  title: z.string(),
  markdown: z.string(),
});

const fullSchema = entrySchema
  .extend({
    news: newsSchema.meta({ description: 'What was new in it and who is told how, by language' }),
    texts: z.array(textSchema).meta({ description: 'Notices and documents as they were published' }),
  })
  .meta({ id: 'PublishedNoticeVersion' });

const wordsSchema = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
const changesSchema = z
  .object({
    from: version,
    to: version,
    material: z.boolean().meta({ description: 'Whether people have to be told (GDPR Art 13(3))' }),
    changes: z
      .array(
        z.object({
          group: z.string(),
          says: z.string(),
          material: z.boolean(),
          why: z.string(),
          clauses: z.array(z.string()).readonly(),
          contact: z.enum(['more', 'fewer', 'other']).optional(),
        }),
      )
      .readonly()
      .nullable()
      .meta({ description: 'Null where this Heed no longer reads the data of one of the versions' }),
    effect: z
      .object({
        more: z.array(z.string()).readonly(),
        fewer: z.array(z.string()).readonly(),
        other: z.array(z.string()).readonly(),
      })
      .meta({ description: 'Who becomes contactable and who stops being so, in the words of the rules' }),
    texts: z
      .array(
        z.object({
          name: z.string(),
          title: z.string(),
          change: z.enum(['changed', 'new', 'gone']),
          sections: z
            .array(
              z.object({
                heading: z.string(),
                blocks: z
                  .array(
                    z.object({
                      kind: z.enum(['added', 'removed', 'changed']),
                      words: z.array(wordsSchema).readonly(),
                    }),
                  )
                  .readonly(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly()
      .meta({ description: 'Word by word, below headings; paragraphs that stayed are left out' }),
  })
  .meta({ id: 'NoticeChanges' });

/** `/v1/policies/{id}/versions` and `/changes`: what people read when, and what became different. */
export function policyVersionRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Policies'];
  const reads = [...ladder(heed, { scope: 'policies:read' }), etag()];

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/policies/{id}/versions',
      tags,
      summary: 'List the versions of a policy, oldest first',
      middleware: reads,
      request: { params: idParam },
      responses: {
        200: jsonAnswer(z.object({ data: z.array(entrySchema) }), 'The versions'),
        ...refusals('UNKNOWN_POLICY'),
      },
    }),
    (c) => {
      const policy = heed.policies.get(c.req.valid('param').id);
      const inForce = policy.data.policy.version;
      const list = heed.versions.list(policy);
      return c.json({ data: list.map((one) => ({ ...one, in_force: one.version === inForce })) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/policies/{id}/versions/{version}',
      tags,
      summary: 'Read one version as it was published',
      middleware: reads,
      request: { params: idParam.extend({ version }) },
      responses: {
        200: jsonAnswer(fullSchema, 'The version'),
        ...refusals('UNKNOWN_POLICY', 'UNKNOWN_VERSION'),
      },
    }),
    async (c) => {
      const { id, version: name } = c.req.valid('param');
      const policy = heed.policies.get(id);
      const { files: _, texts, ...rest } = await heed.versions.read(policy, name);
      const shown = [...texts].map(([file, text]) => {
        const language = /\.([^.]+)\.md$/.exec(file)?.[1] ?? '';
        const { title, markdown } = renderText(text, language);
        return { name: file, language, title, markdown };
      });
      return c.json({ ...rest, in_force: name === policy.data.policy.version, texts: shown }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/policies/{id}/changes',
      tags,
      summary: 'Compare two versions: what they mean, and word by word',
      middleware: reads,
      request: {
        params: idParam,
        query: z.object({
          from: version.optional().meta({ description: 'Default: the version before `to`' }),
          to: version.optional().meta({ description: 'Default: the version in force' }),
          language: z.string().max(20).optional(),
        }),
      },
      responses: {
        200: jsonAnswer(changesSchema, 'What changed'),
        ...refusals('UNKNOWN_POLICY', 'UNKNOWN_VERSION'),
      },
    }),
    async (c) => {
      const policy = heed.policies.get(c.req.valid('param').id);
      const { to = policy.data.policy.version, from, language = policy.language } = c.req.valid('query');
      const before = from ?? versionBefore(heed, policy, to)?.version ?? to;
      return c.json(await changesBetween(heed, policy, { from: before, to, language }), 200);
    },
  );
  return app;
}
