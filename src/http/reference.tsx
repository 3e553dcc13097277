import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { ERRORS } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { Scroll } from '../ui/table/scroll.tsx';
import { Table } from '../ui/table/table.tsx';
import { SCOPES } from './auth/scopes.ts';
import type { HttpApp, HttpEnv } from './env.ts';
import { type OpenApi, openApiDocument, openApiText } from './openapi.ts';
import { sendPage } from './pages/shared/page.tsx';
import { ReferenceCalls } from './reference/calls.tsx';
import { SchemaList } from './reference/schemas.tsx';

/** `/openapi.json`, and the same as a page to read at `/reference`. Both need the key that the calls need. */
export function referenceRoutes(api: HttpApp, heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  // Generated at the first question: every route is mounted by then.
  let text: string | undefined;
  let document: OpenApi | undefined;
  app.use('/openapi.json', etag());
  app.get('/openapi.json', (c) => {
    text ??= openApiText(api);
    const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' };
    return c.body(text, 200, headers);
  });
  app.get('/reference', (c) => {
    document ??= openApiDocument(api);
    return sendPage(
      c,
      heed,
      { title: 'API reference' },
      <Reference document={document} origin={new URL(c.req.url).origin} />,
    );
  });
  return app;
}

function Reference({ document, origin }: { document: OpenApi; origin: string }) {
  return (
    <>
      <h1>API reference</h1>
      <p>
        Every call is JSON over HTTP and carries <code>Authorization: Bearer heed_…</code>; a demo needs no
        key. Calls that write carry an <code>Idempotency-Key</code>: repeat the call with the same key and it
        happens once. Personal values travel in bodies, never in addresses. The same as a file:{' '}
        <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).
      </p>
      <ReferenceCalls document={document} origin={origin} />
      <h2 id="schemas">Shapes</h2>
      <SchemaList schemas={document.components?.schemas ?? {}} />
      <h2 id="scopes">Scopes of a key</h2>
      <Scroll labelledBy="scopes">
        <Table
          head={[{ content: 'Scope' }, { content: 'What it allows' }]}
          rows={Object.entries(SCOPES).map(([scope, meaning]) => [
            { content: <code>{scope}</code> },
            { content: meaning },
          ])}
        />
      </Scroll>
      <h2 id="errors">Errors</h2>
      <p>
        A refusal is <code>application/problem+json</code> (RFC 9457) with one of these codes;{' '}
        <code>errors</code> lists what to mend, each with a JSON Pointer.
      </p>
      <Scroll labelledBy="errors">
        <Table
          head={[{ content: 'Code' }, { content: 'Status' }, { content: 'Meaning' }]}
          rows={Object.entries(ERRORS).map(([code, { status, title }]) => [
            { content: <code id={code}>{code}</code> },
            { content: String(status), format: 'numeric' },
            { content: title },
          ])}
        />
      </Scroll>
    </>
  );
}
