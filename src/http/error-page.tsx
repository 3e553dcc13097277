import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { PUBLIC_CODES, type PublicCode } from '../texts/en/errors.ts';
import { FIRST_LANGUAGE } from '../texts/languages.ts';
import { type PageLanguage, STAFF_LANGUAGE, usePageLanguage } from '../ui/language/page-language.ts';
import type { HttpContext } from './env.ts';
import { policyOfPath } from './page-language.ts';
import { sendPage } from './pages/shared/page.tsx';
import { asHeedError, type Problem, sendProblem, toProblem } from './problem.ts';

/** Answers an error in the caller's form: a page for a browser on a page, problem details for everybody else. */
export function sendError(c: HttpContext, heed: Heed, thrown: unknown): Response | Promise<Response> {
  if (!wantsPage(c)) return sendProblem(c, thrown);
  // The site of one policy has no pages of staff, and nowhere to sign in.
  const hidden = c.get('site') !== undefined && asHeedError(thrown).code === 'UNAUTHENTICATED';
  const error = hidden ? new HeedError('NOT_FOUND') : thrown;
  const policy = policyOfPath(heed, c.req.path);
  const spoken = (policy && c.get('pageLanguage')) || STAFF_LANGUAGE;
  const problem = inWords(error, toProblem(error, c.get('requestId')), spoken);
  if (problem.code === 'UNAUTHENTICATED' && c.req.method === 'GET')
    return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303);
  return sendPage(
    c,
    heed,
    { title: problem.title, status: problem.status, open: policy !== undefined },
    <ErrorMessage problem={problem} notice={policy && `/${policy.id}/notice`} />,
  );
}

/** API addresses always answer in JSON, whatever a client accepts. */
function wantsPage(c: HttpContext): boolean {
  if (/^\/(?:v1\/|openapi\.json$|metrics$|healthz$|readyz$)/.test(c.req.path)) return false;
  return (c.req.header('Accept') ?? '').includes('text/html');
}

/** A refusal in the language of the page. What was only said in English gives way to general words. */
function inWords(error: unknown, problem: Problem, { language, texts }: PageLanguage): Problem {
  if (language === FIRST_LANGUAGE) return problem;
  const { titles, tryAgain, csrf, logged } = texts.errors;
  const code = PUBLIC_CODES.find((one) => one === problem.code) ?? 'INTERNAL';
  const general: Partial<Record<PublicCode, string>> = { CSRF: csrf, INTERNAL: logged };
  const detail = asHeedError(error).detailIn(language) ?? general[code] ?? tryAgain;
  return { ...problem, title: titles[code], detail, errors: undefined };
}

function ErrorMessage({ problem, notice }: { problem: Problem; notice: string | undefined }) {
  const { texts, address } = usePageLanguage();
  const { home, toNotice, request } = texts.errors;
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
      <p>{notice ? <a href={address(notice)}>{toNotice}</a> : <a href="/">{home}</a>}</p>
      <p>
        <small>{request(problem.code, problem.request_id)}</small>
      </p>
    </>
  );
}
