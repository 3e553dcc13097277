import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { bannerConfig } from '../../cookies/banner-config.ts';
import { forgetConsent } from '../../cookies/forget-consent.ts';
import { consentsOf, linkConsent } from '../../cookies/link-consent.ts';
import { recordConsent } from '../../cookies/record-consent.ts';
import { consentSchema, receiptSchema } from '../../cookies/schema.ts';
import { requireSite } from '../../cookies/sites.ts';
import type { Heed } from '../../heed.ts';
import { policyIn } from '../../policy/translate/policy-in.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpContext, HttpEnv } from '../env.ts';
import {
  askRefusals,
  jsonAnswer,
  jsonRequest,
  ladder,
  refusals,
  writeRefusals,
  writesOnce,
} from '../ladder.ts';
import { offeredLanguage } from '../page-language.ts';
import { jsonBody } from '../read-body.ts';

const linkSchema = z
  .strictObject({ policy: z.string().min(1), consent: z.uuid(), subject: z.string().min(1) })
  .meta({ id: 'CookieConsentLink' });

const linkedSchema = z.object({
  consents: z.array(
    z.object({
      id: z.string(),
      policy: z.string(),
      site: z.string(),
      declared: z.string(),
      wording: z.string(),
      granted: z.array(z.string()),
      denied: z.array(z.string()),
      method: z.string(),
      region: z.string(),
      recorded_at: z.string(),
      shown: z.record(z.string(), z.any()).meta({ description: 'What the visitor read, word for word' }),
    }),
  ),
});

/** Heed's own origin as browsers see it. */
export function ownOrigin(c: HttpContext): string {
  return c.get('publicOrigin') ?? new URL(c.req.url).origin;
}

/** `/v1/banner` and `/v1/cookie-consents`: what the banner reads and writes, from other sites and without a key. */
export function cookieConsentRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Cookie consent'];
  const open = cors({
    origin: (origin) => origin,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['content-type'],
  });
  for (const path of ['/v1/banner/*', '/v1/cookie-consents', '/v1/cookie-consents/forget'])
    app.use(path, open);

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/banner/{file}',
      tags,
      security: [],
      summary: 'What the cookie banner of a policy shows',
      request: {
        params: z.object({ file: z.string().meta({ example: 'cmp.json' }) }),
        query: z.object({
          lang: z
            .string()
            .max(35)
            .optional()
            .meta({ description: 'Language of the site (RFC 5646)', example: 'fr' }),
        }),
      },
      responses: {
        200: jsonAnswer(
          z.object({ policy: z.string(), hash: z.string(), wording: z.string() }).loose(),
          'The banner',
        ),
        304: { description: 'It has not changed' },
        ...refusals('UNKNOWN_POLICY'),
      },
    }),
    (c) => {
      const policy = heed.policies.get(c.req.valid('param').file.replace(/\.json$/, ''));
      const config = bannerConfig(
        policyIn(policy, offeredLanguage(policy, c.req.valid('query').lang)),
        ownOrigin(c),
      );
      const etag = `"${config.wording.slice(0, 32)}"`;
      c.header('ETag', etag);
      c.header('Cache-Control', 'public, max-age=300');
      if (c.req.header('If-None-Match')?.includes(etag)) return c.body(null, 304);
      return c.json({ ...config }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/cookie-consents',
      tags,
      security: [],
      summary: 'Record a choice about cookies, from a website of the policy',
      description: 'Its id makes it repeatable: the same choice sent again gives the same receipt.',
      middleware: [jsonBody(16_384)],
      request: { body: jsonRequest(consentSchema.meta({ id: 'CookieConsent' })) },
      responses: {
        200: jsonAnswer(receiptSchema.meta({ id: 'CookieConsentReceipt' }), 'It was recorded before'),
        201: jsonAnswer(receiptSchema, 'The signed receipt'),
        ...askRefusals('UNKNOWN_POLICY', 'CONFLICT'),
      },
    }),
    async (c) => {
      const input = c.req.valid('json');
      const site = requireSite(heed, heed.policies.get(input.policy), c.req.header('Origin'), ownOrigin(c));
      const { receipt, added } = await recordConsent(heed, input, site);
      return added ? c.json(receipt, 201) : c.json(receipt, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/cookie-consents/forget',
      tags,
      security: [],
      summary: 'Delete the record of a choice by its receipt',
      middleware: [jsonBody(16_384)],
      request: { body: jsonRequest(receiptSchema) },
      responses: { 204: { description: 'It is gone, or was gone before' }, ...askRefusals() },
    }),
    async (c) => {
      await forgetConsent(heed, c.req.valid('json'));
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/cookie-consents/links',
      tags,
      summary: 'Note that a choice was made by a known person',
      middleware: ladder(heed, { scope: 'facts:write', body: 'json', repeat: 'once' }),
      request: { headers: writesOnce, body: jsonRequest(linkSchema) },
      responses: {
        200: jsonAnswer(linkSchema, 'The link'),
        ...writeRefusals('UNKNOWN_POLICY', 'UNKNOWN_SUBJECT', 'NOT_FOUND'),
      },
    }),
    async (c) => {
      const link = c.req.valid('json');
      await linkConsent(heed, link, actorOf(c.get('caller')));
      return c.json(link, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/cookie-consents',
      tags,
      summary: 'The choices of a known person, for access requests',
      middleware: ladder(heed, { scope: 'subjects:read' }),
      request: { query: z.object({ policy: z.string(), subject: z.string() }) },
      responses: {
        200: jsonAnswer(linkedSchema, 'The choices, oldest first'),
        ...refusals('UNKNOWN_POLICY', 'UNKNOWN_SUBJECT'),
      },
    }),
    async (c) => c.json({ consents: await consentsOf(heed, c.req.valid('query')) }, 200),
  );
  return app;
}
