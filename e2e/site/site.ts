import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SnippetOptions, snippet } from '../../src/cookies/snippet.ts';
import type { LoadedPolicy } from '../../src/policy/policies.ts';
import type { RunningHeed } from '../server.ts';
import { type Company, startCompany } from './companies.ts';
import { startHeed, testPolicies } from './heed.ts';
import { scripted, tagged, untagged } from './markup.ts';

export interface Page extends SnippetOptions {
  readonly head?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly policy?: string;
  readonly attributes?: string;
  /** Language of the document; default `en`. */
  readonly lang?: string;
  /** Leaves Heed's tags out: a site as it is before Heed. */
  readonly bare?: boolean;
}

/** A site that uses Heed, the companies whose content it shows, and Heed itself. */
export interface Site {
  readonly origin: string;
  readonly heed: RunningHeed;
  readonly policies: readonly LoadedPolicy[];
  readonly video: Company;
  readonly counter: Company;
  /** Declared nowhere. */
  readonly stranger: Company;
  /** Serves a page under a path of its own and returns its address. */
  page(page: Page): string;
  /** What reached any of the companies since the last call. */
  reached(): string[];
  stop(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const [video, counter, stranger] = await Promise.all(
    ['127.0.0.2', '127.0.0.3', '127.0.0.4'].map(startCompany),
  );
  const policies = testPolicies({ video: video!.origin, counter: counter!.origin });
  const heed = await startHeed(policies);
  const pages = new Map<string, Page>();

  const server = createServer((request, response) => {
    const page = pages.get((request.url ?? '').split('?')[0]!);
    if (!page) {
      response.statusCode = request.url?.startsWith('/own') ? 200 : 404;
      response.end();
      return;
    }
    const {
      head = '',
      body = '',
      headers = {},
      policy = 'cmp',
      attributes = '',
      lang = 'en',
      bare,
      ...options
    } = page;
    const tags = bare ? '' : snippet(policies.find(({ id }) => id === policy)!, heed.origin, options);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(`<!doctype html><html lang="${lang}" ${attributes}><head><meta charset="utf-8">
      <title>A site</title><meta name="viewport" content="width=device-width">${tags}${head}</head>
      <body><main><h1>A site</h1><p>Words.</p>${body}</main></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const companies = [video!, counter!, stranger!];
  return {
    origin,
    heed,
    policies,
    video: video!,
    counter: counter!,
    stranger: stranger!,
    page(page) {
      const path = `/page-${pages.size}`;
      pages.set(path, page);
      return origin + path;
    },
    reached: () => companies.flatMap(({ seen }) => seen.splice(0)),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([...companies.map((company) => company.stop()), heed.stop()]);
    },
  };
}

/** A page with every kind of embed, tagged and untagged, of declared companies and of a stranger. */
export function everything({ video, counter, stranger }: Site): Page {
  const kinds = [
    [video, 'video', 'youtube'],
    [counter, 'counter', 'counter'],
    [stranger, 'stranger', 'nobody'],
  ] as const;
  return {
    head: kinds.map(([{ origin }, name]) => untagged(origin, name).head).join(''),
    body: kinds
      .map(
        ([{ origin }, name, purpose]) =>
          `${untagged(origin, name).body}${tagged(origin, name, purpose)}<script>${scripted(origin, `${name}-s`)}</script>`,
      )
      .join(''),
  };
}
