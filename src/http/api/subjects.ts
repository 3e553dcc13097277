import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { eraseSubject } from '../../contacts/erase-subject.ts';
import { readSubject, requireSubject } from '../../contacts/find-subject.ts';
import { listPermissions } from '../../contacts/list-permissions.ts';
import { personHistory } from '../../contacts/person-history.ts';
import type { Heed } from '../../heed.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import {
  askRefusals,
  jsonAnswer,
  jsonRequest,
  ladder,
  refusals,
  writeRefusals,
  writesOnce,
} from '../ladder.ts';
import { pageOf, pageQuery, pageSchema } from '../page-of.ts';
import {
  instant,
  lookupSchema,
  permissionsSchema,
  policyName,
  storedFactSchema,
  subjectAnswerSchema,
  subjectId,
} from './contact-schemas.ts';

const params = z.object({ id: subjectId });
const query = z.object({ policy: policyName });

const historyQuery = {
  as_known_at: instant.optional().meta({ description: 'Only what was recorded up to then' }),
  evidence: z.enum(['true', 'false']).default('false').meta({ description: 'Open the sealed evidence' }),
};

const erasedSchema = z
  .object({
    subject: z.string(),
    erased_at: z.string(),
    suppressions: z
      .int()
      .meta({ description: 'Keyed hashes that keep the person from being contacted again' }),
    erased_now: z.boolean(),
  })
  .meta({ id: 'Erased' });

/** `/v1/subjects`: one person, what they may be contacted for and why. */
export function subjectRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Subjects'];

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/subjects/lookup',
      tags,
      summary: 'Find a person by an email address, number, postal address or member number',
      middleware: ladder(heed, { scope: 'subjects:read', body: 'json', repeat: 'fresh' }),
      request: {
        body: jsonRequest(lookupSchema, {
          policy: 'institute',
          identifier: { kind: 'email', value: 'sam.reader@example.org' },
        }),
      },
      responses: {
        200: jsonAnswer(subjectAnswerSchema, 'The person'),
        ...askRefusals('INVALID_IDENTIFIER', 'UNKNOWN_POLICY', 'UNKNOWN_SUBJECT'),
      },
    }),
    async (c) => {
      const input = c.req.valid('json');
      const subject = await requireSubject(heed, input);
      c.header('Cache-Control', 'no-store');
      return c.json(await readSubject(heed, { policy: input.policy, subject }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/subjects/{id}',
      tags,
      summary: 'Read a person by id',
      middleware: ladder(heed, { scope: 'subjects:read' }),
      request: { params, query },
      responses: {
        200: jsonAnswer(subjectAnswerSchema, 'The person'),
        ...refusals('UNKNOWN_POLICY', 'UNKNOWN_SUBJECT'),
      },
    }),
    async (c) => {
      const subject = c.req.valid('param').id;
      c.header('Cache-Control', 'no-store');
      return c.json(await readSubject(heed, { ...c.req.valid('query'), subject }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/subjects/{id}/erasure',
      tags,
      summary: 'Erase a person: destroy their key, keep the stops',
      middleware: ladder(heed, { scope: 'subjects:erase', body: 'json', repeat: 'once' }),
      request: {
        headers: writesOnce,
        params,
        body: jsonRequest(z.strictObject({ policy: policyName }), { policy: 'institute' }),
      },
      responses: {
        200: jsonAnswer(erasedSchema, 'What was done'),
        ...writeRefusals('UNKNOWN_POLICY', 'UNKNOWN_SUBJECT'),
      },
    }),
    async (c) => {
      const { policy } = c.req.valid('json');
      const subject = c.req.valid('param').id;
      return c.json(await eraseSubject(heed, { policy, subject, actor: actorOf(c.get('caller')) }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/subjects/{id}/permissions',
      tags,
      summary: 'What a person may be contacted for: every channel, marketing purpose and topic',
      middleware: ladder(heed, { scope: 'subjects:read' }),
      request: { params, query: query.extend({ at: instant.optional(), as_known_at: instant.optional() }) },
      responses: {
        200: jsonAnswer(permissionsSchema, 'One answer for each'),
        ...refusals('VALIDATION', 'UNKNOWN_POLICY', 'UNKNOWN_SUBJECT'),
      },
    }),
    async (c) => {
      const { as_known_at: asKnownAt, ...input } = c.req.valid('query');
      const subject = c.req.valid('param').id;
      c.header('Cache-Control', 'no-store');
      return c.json(await listPermissions(heed, { ...input, asKnownAt, subject }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/subjects/{id}/facts',
      tags,
      summary: "A person's history, in the order it was recorded",
      middleware: ladder(heed, { scope: 'subjects:read' }),
      request: { params, query: query.extend({ ...pageQuery, ...historyQuery }) },
      responses: {
        200: jsonAnswer(pageSchema(storedFactSchema), 'A page of facts'),
        ...refusals('VALIDATION', 'UNKNOWN_POLICY', 'UNKNOWN_SUBJECT'),
      },
    }),
    async (c) => {
      const { policy, as_known_at: asKnownAt, evidence, ...page } = c.req.valid('query');
      const subject = await requireSubject(heed, { policy, subject: c.req.valid('param').id });
      const history = await personHistory(heed, {
        policy,
        subject,
        asKnownAt,
        evidence: evidence === 'true',
      });
      c.header('Cache-Control', 'no-store');
      return c.json(pageOf(history, page), 200);
    },
  );
  return app;
}
