import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Heed } from '../heed.ts';
import type { HttpContext } from './env.ts';
import { document, PlainPage } from './plain-page.tsx';
import { type Problem, sendProblem, toProblem } from './problem.ts';

/** Answers an error in the caller's form: a page for a browser on a page, problem details for everybody else. */
export function sendError(c: HttpContext, heed: Heed, error: unknown): Response | Promise<Response> {
  if (!wantsPage(c)) return sendProblem(c, error);
  const problem = toProblem(error, c.get('requestId'));
  if (problem.code === 'UNAUTHENTICATED' && c.req.method === 'GET')
    return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303);
  c.header('Cache-Control', 'no-store');
  return c.html(
    document(<ErrorPage heed={heed} problem={problem} />),
    problem.status as ContentfulStatusCode,
  );
}

/** API addresses always answer in JSON, whatever a client accepts. */
function wantsPage(c: HttpContext): boolean {
  if (/^\/(?:v1\/|openapi\.json$|metrics$|healthz$|readyz$)/.test(c.req.path)) return false;
  return (c.req.header('Accept') ?? '').includes('text/html');
}

function ErrorPage({ heed, problem }: { heed: Heed; problem: Problem }) {
  return (
    <PlainPage heed={heed} title={problem.title}>
      <p class="govuk-body">{problem.detail}</p>
      {problem.errors ? (
        <ul class="govuk-list govuk-list--bullet">
          {problem.errors.map(({ detail }) => (
            <li>{detail}</li>
          ))}
        </ul>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Go to the start page
        </a>
      </p>
      <p class="govuk-body-s">
        {problem.code}, request {problem.request_id}
      </p>
    </PlainPage>
  );
}
