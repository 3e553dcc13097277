import type { Heed } from '../heed.ts';
import type { HttpContext } from './env.ts';
import { sendPage } from './pages/shared/page.tsx';
import { type Problem, sendProblem, toProblem } from './problem.ts';

/** Answers an error in the caller's form: a page for a browser on a page, problem details for everybody else. */
export function sendError(c: HttpContext, heed: Heed, error: unknown): Response | Promise<Response> {
  if (!wantsPage(c)) return sendProblem(c, error);
  const problem = toProblem(error, c.get('requestId'));
  if (problem.code === 'UNAUTHENTICATED' && c.req.method === 'GET')
    return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303);
  return sendPage(
    c,
    heed,
    { title: problem.title, status: problem.status },
    <ErrorMessage problem={problem} />,
  );
}

/** API addresses always answer in JSON, whatever a client accepts. */
function wantsPage(c: HttpContext): boolean {
  if (/^\/(?:v1\/|openapi\.json$|metrics$|healthz$|readyz$)/.test(c.req.path)) return false;
  return (c.req.header('Accept') ?? '').includes('text/html');
}

function ErrorMessage({ problem }: { problem: Problem }) {
  return (
    <>
      <h1>{problem.title}</h1>
      <p>{problem.detail}</p>
      {problem.errors ? (
        <ul>
          {problem.errors.map(({ detail }) => (
            <li>{detail}</li>
          ))}
        </ul>
      ) : null}
      <p>
        <a href="/">Go to the start page</a>
      </p>
      <p>
        <small>
          {problem.code}, request {problem.request_id}
        </small>
      </p>
    </>
  );
}
