import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Heed } from '../../heed.ts';
import { makeLink, makeLinkSchema } from '../../preferences/make-link.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { askRefusals, jsonAnswer, jsonRequest, ladder } from '../ladder.ts';
import { requirePublicOrigin } from '../public-origin.ts';

const madeLinkSchema = z
  .object({
    list_unsubscribe: z.string().meta({ description: 'Value of the List-Unsubscribe header (RFC 2369)' }),
    list_unsubscribe_post: z.literal('List-Unsubscribe=One-Click').meta({ description: 'RFC 8058' }),
    stop_url: z.string().meta({ description: 'For the footer: a page with one button' }),
    preferences_url: z
      .string()
      .meta({ description: 'For the footer: the preference centre of the recipient' }),
    starts_until: z
      .string()
      .meta({ description: 'Until then the links can start things too; they stop for ever' }),
  })
  .meta({ id: 'Links' });

/** `/v1/links`: what a sender puts into the headers and the footer of one mail. */
export function linkRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/links',
      tags: ['Links'],
      summary: 'Make the stop and preference links of one mail to one recipient',
      description: 'Nothing is stored. Sign both headers with DKIM, as RFC 8058 asks.',
      middleware: ladder(heed, { scope: 'facts:write', body: 'json', repeat: 'fresh' }),
      request: {
        body: jsonRequest(makeLinkSchema.meta({ id: 'NewLinks' }), {
          policy: 'cmp',
          identifier: { kind: 'email', value: 'ann@example.org' },
          channel: 'email',
          purpose: 'direct_marketing',
          topic: 'events',
        }),
      },
      responses: {
        200: jsonAnswer(madeLinkSchema, 'The links'),
        ...askRefusals('INVALID_IDENTIFIER', 'UNKNOWN_POLICY', 'NO_PUBLIC_ADDRESS'),
      },
    }),
    async (c) => c.json(await makeLink(heed, c.req.valid('json'), requirePublicOrigin(c)), 200),
  );
  return app;
}
