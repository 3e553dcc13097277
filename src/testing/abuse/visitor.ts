import { type KyselyPlugin, sql } from 'kysely';
import { hasWorked } from '../../forms/form-challenge.ts';
import type { Heed } from '../../heed.ts';
import { createApp } from '../../http/app.ts';
import type { HttpApp } from '../../http/env.ts';

export const ORIGIN = 'https://privacy.example.org';
export type Fields = Record<string, string>;

/** Names and values of the hidden fields of a page. */
export const hidden = (html: string): Fields =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );

/** What a browser with scripts adds between the check page and the press. */
export function worked(fields: Fields): Fields {
  for (let n = 0; ; n++)
    if (hasWorked(fields.challenge!, String(n))) return { ...fields, work: String(n), step: 'send' };
}

/** Posts a form as a browser does that stands on a page of this Heed, or with other headers. */
export function post(app: HttpApp, path: string, fields: Fields, headers: Fields = { Origin: ORIGIN }) {
  return app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { Accept: 'text/html', ...headers },
  });
}

/** What a visitor can tell an answer by: its status and its page, without what is new in every one. */
export async function seen(response: Response): Promise<{ status: number; body: string; headers: string[] }> {
  const body = (await response.text())
    .replaceAll(/[A-Za-z0-9_-]{40,}/g, '…')
    .replaceAll(/request [\w-]+/g, 'request …');
  const headers = [...response.headers].filter(([name]) => !/^(x-request-id|ratelimit)/.test(name));
  return { status: response.status, body, headers: headers.map((pair) => pair.join(': ')).sort() };
}

/** A Heed whose statements are written down, with the app on it. */
export function listening(heed: Heed): { app: HttpApp; statements: string[] } {
  const statements: string[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements.push(JSON.stringify(node).replaceAll(/"value":"[^"]*"/g, '"value":"…"'));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const heard: Heed = { ...heed, db: heed.db.withPlugin(plugin) };
  return { app: createApp(heard, { origin: ORIGIN }), statements };
}

/** Everything that the public side could change, as one text. */
export async function everything({ db }: Pick<Heed, 'db'>): Promise<string> {
  const tables = [
    'fact',
    'suppression',
    'subject',
    'identifier',
    'form_submission',
    'form_upload',
    'outbox',
    'cookie_consent',
  ];
  const texts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(
        db,
      );
      return [table, ...rows.map(({ row }) => row).sort()].join('\n');
    }),
  );
  return texts.join('\n');
}
