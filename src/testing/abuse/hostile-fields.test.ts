import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { webForms } from '../../forms/definition.ts';
import { createApp } from '../../http/app.ts';
import { openTestServer, type TestServer } from '../../http/testing/production.ts';
import { subscriber, tokens } from '../../preferences/testing/links.ts';
import { HOSTILE_TEXTS } from '../bad-days/hostile-texts.ts';
import { hidden, ORIGIN, post } from './visitor.ts';

const CARD = '5555 5555 5555 4444';
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: ORIGIN });
});
afterAll(() => server.heed.close());

/** Names of all that can be filled in on a page. */
const names = (html: string) => [
  ...new Set([...html.matchAll(/<(?:input|select|textarea)[^>]*? name="([^"]+)"/g)].map(([, name]) => name!)),
];

/** No page breaks, carries a text as markup, or sets what a text asks for. */
async function harmless(response: Response, where: string): Promise<void> {
  expect(response.status, where).toBeLessThan(500);
  const html = await response.text();
  const marks = ['<script>alert', '<img src=x', "' onmouseover='", '\u202e', '\u001b'];
  expect(
    marks.filter((mark) => html.includes(mark)),
    where,
  ).toEqual([]);
  expect(response.headers.get('set-cookie') ?? '', where).not.toContain('hostile');
}

it.each(['cmp', 'institute'])('every field of every form of %s', async (policy) => {
  for (const form of webForms(server.heed.policies.get(policy))) {
    // Files are counted an hour, so each form gets an app and its limits of its own.
    const app = createApp({ ...server.heed }, { origin: ORIGIN });
    const path = `/${policy}/forms/${form.id}`;
    const fields = names(await (await app.request(path)).text());
    expect(fields.length, form.id).toBeGreaterThan(3);
    const every = [...fields, 'challenge', 'work', 'wait', 'step', '__proto__', 'constructor'];
    for (const [kind, given] of Object.entries(HOSTILE_TEXTS)) {
      const text = given.slice(0, 4_000);
      const all = Object.fromEntries(every.map((field) => [field, text]));
      await harmless(await post(app, path, all), `${path} ${kind}`);
    }
    // One at a time as well, where the others are as they should be.
    for (const field of every) {
      const answers = {
        email: 'h@example.org',
        country: 'GB',
        [field]: Object.values(HOSTILE_TEXTS).join(' ').slice(0, 4_000),
      };
      await harmless(await post(app, path, answers), `${path} ${field}`);
    }
  }
  expect((await sql`select 1 from form_submission`.execute(server.heed.db)).rows).toEqual([]);
});

it('every field of the preference centre, the request for a link, and the pages of links', async () => {
  const { app, heed } = server;
  await subscriber(heed, 'ann@example.org');
  const { preferences, stop } = await tokens(heed, 'ann@example.org');
  const centre = `/cmp/preferences/${preferences}`;
  const page = await (await app.request(centre)).text();
  const places: [string, string[]][] = [
    [centre, ['offered', 'shown', 'sharing_shown', 'sharing', 'list:<script>', 'all']],
    [`/cmp/stop/${stop}`, ['List-Unsubscribe', 'step']],
    [`/cmp/stop/${stop}/undo`, ['step']],
  ];
  for (const [path, fields] of places) {
    for (const [kind, text] of Object.entries(HOSTILE_TEXTS)) {
      const all = Object.fromEntries(fields.map((field) => [field, text]));
      await harmless(await post(app, path, { ...hidden(page), ...all }), `${path} ${kind}`);
    }
    for (const field of fields) {
      const text = Object.values(HOSTILE_TEXTS).join(' ').slice(0, 4_000);
      await harmless(await post(app, path, { ...hidden(page), [field]: text }), `${path} ${field}`);
    }
  }
  const { rows } = await sql<{ row: string }>`select f::text as row from fact f`.execute(heed.db);
  expect(rows.map(({ row }) => row).join()).not.toMatch(/script|drop table|passwd/);
});

it('a card number in any field is refused, and neither shown, stored nor logged', async () => {
  const { app, heed } = server;
  const everywhere: string[] = [];
  for (const policy of ['cmp', 'institute'])
    for (const form of webForms(heed.policies.get(policy))) {
      const path = `/${policy}/forms/${form.id}`;
      const texts = names(await (await app.request(path)).text()).filter(
        (name) => !/^(choice-|leave-empty|profile-photo)/.test(name),
      );
      for (const field of texts) {
        const answer = await post(app, path, {
          email: 'card@example.org',
          country: 'GB',
          [field]: CARD,
          step: 'check',
        });
        expect(answer.status, `${path} ${field}`).toBe(422);
        everywhere.push(await answer.text());
      }
    }
  const token = hidden(await (await app.request('/cmp/preferences')).text());
  everywhere.push(
    await (await post(app, '/cmp/preferences', { ...token, email: CARD })).text(),
    server.logged(),
  );
  for (const text of everywhere) expect(text).not.toMatch(/5555[ ]?5555|55554444/);
});
