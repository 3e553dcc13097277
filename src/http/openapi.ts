import type { HttpApp } from './env.ts';

const DESCRIPTION = `Ask whether a person may be contacted, record what they chose, screen a list, and read why.

Every call carries \`Authorization: Bearer heed_…\`, except in demo mode. Personal values travel in bodies, never in
addresses. Times are RFC 3339, durations ISO 8601, errors RFC 9457.`;

export type OpenApi = ReturnType<HttpApp['getOpenAPI31Document']>;
export type Operation = NonNullable<NonNullable<OpenApi['paths']>[string]['get']>;

/** The OpenAPI 3.1 description of every route, generated from the schemas that the routes validate with. */
export function openApiDocument(app: HttpApp): OpenApi {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Heed',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
  });
  document.components = {
    ...document.components,
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'An API key: heed_<id>_<secret>' },
    },
  };
  return document;
}

/** The committed text of `openapi.json`. */
export function openApiText(app: HttpApp): string {
  return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
}
