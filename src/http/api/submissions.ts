import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readFile } from '../../forms/form-file.ts';
import { listSubmissions, readSubmission } from '../../forms/read-submission.ts';
import { keepText, removeText } from '../../forms/review-text.ts';
import type { Heed } from '../../heed.ts';
import { sendAttachment } from '../attachment.ts';
import { actorOf } from '../auth/caller.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, jsonRequest, ladder, refusals, writeRefusals, writesOnce } from '../ladder.ts';
import { pageQuery, pageSchema } from '../page-of.ts';
import { policyName } from './contact-schemas.ts';
import { decidedTextSchema, decideTextSchema, headSchema, submissionSchema } from './submission-schemas.ts';

const params = z.object({
  policy: policyName.meta({ example: 'cmp' }),
  reference: z.string().min(1).max(40).meta({ example: '7K3M-92QX-HT' }),
});
const field = z.string().min(1).max(80).meta({ description: 'Id of the field', example: 'message' });

/** `/v1/submissions`: forms that came in, and the texts in them that somebody has to look at (GDPR Art 9 and 10). */
export function submissionRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Forms'];
  const reading = { scope: 'subjects:read' } as const;

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/submissions',
      tags,
      summary: 'Forms that came in, the latest first, without what was entered',
      middleware: ladder(heed, reading),
      request: {
        query: z.object({
          policy: policyName.meta({ example: 'cmp' }),
          to_review: z
            .enum(['true', 'false'])
            .default('false')
            .meta({ description: 'Only those with a text that nobody has looked at' }),
          ...pageQuery,
        }),
      },
      responses: {
        200: jsonAnswer(pageSchema(headSchema), 'One page'),
        ...refusals('VALIDATION', 'UNKNOWN_POLICY'),
      },
    }),
    async (c) => {
      const { policy, to_review, limit, cursor } = c.req.valid('query');
      const before = decodeCursor(z.object({ before: z.uuid() }), cursor)?.before;
      const found = await listSubmissions(heed, policy, {
        toReview: to_review === 'true',
        before,
        limit: limit + 1,
      });
      const data = found.slice(0, limit);
      c.header('Cache-Control', 'no-store');
      const next_cursor = found.length > limit ? encodeCursor({ before: data.at(-1)!.id }) : null;
      return c.json({ data: data.map(({ id: _, ...head }) => head), next_cursor }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{policy}/{reference}',
      tags,
      summary: 'One form that came in, opened',
      middleware: ladder(heed, reading),
      request: { params },
      responses: {
        200: jsonAnswer(submissionSchema, 'The form'),
        ...refusals('NOT_FOUND', 'UNKNOWN_POLICY'),
      },
    }),
    async (c) => {
      const { id: _, ...submission } = await readSubmission(heed, c.req.valid('param'));
      c.header('Cache-Control', 'no-store');
      return c.json(submission, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{policy}/{reference}/files/{field}',
      tags,
      summary: 'A file that came with a form, as bytes to save',
      middleware: ladder(heed, reading),
      request: { params: params.extend({ field }) },
      responses: {
        200: {
          description: 'The file, under the name it came with',
          content: { 'application/octet-stream': { schema: z.string() } },
        },
        ...refusals('NOT_FOUND', 'UNKNOWN_POLICY'),
      },
    }),
    async (c) => sendAttachment(c, await readFile(heed, c.req.valid('param'))),
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/submissions/{policy}/{reference}/texts/{field}',
      tags,
      summary: 'Keep a text that was flagged, with the reason, or take it out for good',
      description:
        'A text that seems to speak of health, belief and the like waits until somebody has read it. The reason is sealed under the key of the person. A text is decided about once. The key needs both scopes, `subjects:read` and `facts:write`: nobody decides about what they may not read.',
      middleware: ladder(heed, { scope: ['subjects:read', 'facts:write'], body: 'json', repeat: 'once' }),
      request: {
        headers: writesOnce,
        params: params.extend({ field }),
        body: jsonRequest(decideTextSchema, {
          resolution: 'kept',
          reason: 'Step-free seat, asked for by the person',
        }),
      },
      responses: {
        200: jsonAnswer(decidedTextSchema, 'What was decided'),
        ...writeRefusals('NOT_FOUND', 'UNKNOWN_POLICY', 'CONFLICT'),
      },
    }),
    async (c) => {
      const place = c.req.valid('param');
      const decision = c.req.valid('json');
      const input = { ...place, actor: actorOf(c.get('caller')) };
      if (decision.resolution === 'kept') await keepText(heed, { ...input, reason: decision.reason });
      else await removeText(heed, input);
      return c.json({ reference: place.reference, field: place.field, resolution: decision.resolution }, 200);
    },
  );
  return app;
}
