import type { Issue } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { AnswerCases, CaseAnswer } from './answer.ts';
import { messageOf } from './message-of.ts';

/** What the API needs to answer; `createApp(heed)` is one. */
export interface RequestTarget {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

/** What is read of problem details (RFC 9457). */
interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly Issue[];
}

function describe({ title, detail, errors = [] }: Partial<Problem>): string {
  return [detail ?? title ?? '', ...errors.map((issue) => `${issue.pointer} ${issue.detail}`)].join(' ');
}

/** Through `POST /v1/decisions/evaluate`, the whole way a request over HTTP goes. */
export function throughApi(heed: Heed, open: (heed: Heed) => RequestTarget): AnswerCases {
  return async (cases) => {
    const app = open(heed);
    const answers: CaseAnswer[] = [];
    for (const one of cases) {
      try {
        const response = await app.request('http://localhost/v1/decisions/evaluate', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(one.json),
        });
        const body = (await response.json()) as CaseAnswer & Partial<Problem>;
        answers.push(
          response.ok
            ? { decision: body.decision, reason: body.reason }
            : { error: `HTTP ${response.status}: ${describe(body)}` },
        );
      } catch (error) {
        answers.push({ error: messageOf(error) });
      }
    }
    return answers;
  };
}
