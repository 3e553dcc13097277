import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasWorked } from '../../forms/form-challenge.ts';
import { BOOKING, NEWSLETTER } from '../../forms/testing.ts';
import { reason } from '../../preferences/testing/links.ts';
import { openTestServer, type TestServer } from '../testing/production.ts';

const SITE = 'https://news.customermanagementpractice.com';
const PATH = '/v1/embedded-forms/cmp/event-registration';
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: 'https://privacy.example.org' });
});
afterAll(() => server.heed.close());

const post = (json: unknown, origin: string | undefined = SITE, path = PATH) =>
  server.send('POST', path, { json, headers: origin ? { Origin: origin } : {} });
const shown = async (path = PATH) =>
  (await (await server.send('GET', path, { headers: { Origin: SITE } })).json()) as {
    challenge: string;
    fields: { id: string }[];
    choices: { boxes: { id: string }[] }[];
    texts: Record<string, string>;
  };
function solved(challenge: string): { challenge: string; work: string } {
  for (let n = 0; ; n++) if (hasWorked(challenge, String(n))) return { challenge, work: String(n) };
}
const submissions = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from form_submission`.execute(server.heed.db)).rows[0]!
    .n;

it('gives the form with every word that the element shows, in the language asked for', async () => {
  const english = await shown();
  expect(english.fields.map(({ id }) => id)).toContain('billing-address');
  expect(english.choices.flatMap(({ boxes }) => boxes).map(({ id }) => id)).toEqual([
    'email-events',
    'text-events',
    'call-events',
    'share-sponsors',
    'no-marketing',
  ]);
  expect(english.texts.reference).toContain('{reference}');
  const french = await shown(`${PATH}?lang=fr-CA`);
  expect(french.texts.check).not.toBe(english.texts.check);
  expect(JSON.stringify(french.fields)).not.toBe(JSON.stringify(english.fields));
  const wrong = await post({ step: 'check', fields: {} }, SITE, `${PATH}?lang=fr`);
  const { detail } = (await wrong.json()) as { detail: string };
  expect(detail).toContain('Corrigez');
  expect((await shown(`${PATH}?lang=xx`)).texts.check).toBe(english.texts.check);
});

it('is for the websites of the policy, hosts below them and itself, and for no other', async () => {
  for (const origin of [SITE, 'https://www.customermanagementpractice.com', 'https://privacy.example.org']) {
    const answer = await server.send('GET', PATH, { headers: { Origin: origin } });
    expect(answer.headers.get('access-control-allow-origin'), origin).toBe(origin);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  }
  const foreign = ['https://evil.example.com', 'http://www.customermanagementpractice.com', 'null'];
  for (const origin of [...foreign, 'https://customermanagementpractice.com.evil.example.com']) {
    const answers = [
      await server.send('GET', PATH, { headers: { Origin: origin } }),
      await post({ step: 'check', ...BOOKING }, origin),
      await server.send('OPTIONS', PATH, {
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      }),
    ];
    for (const answer of answers) {
      expect(answer.status, origin).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  }
  const silent = await server.send('POST', PATH, { json: { step: 'check', fields: {} } });
  expect(silent.status).toBe(403);
  const asked = {
    Origin: SITE,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type',
  };
  const flight = await server.send('OPTIONS', PATH, { headers: asked });
  expect(flight.status).toBe(204);
  expect(flight.headers.get('access-control-allow-origin')).toBe(SITE);
});

it('checks without keeping, keeps after the work, once, and tells a browser no pseudonym', async () => {
  const before = await submissions();
  const { fields } = { fields: { ...BOOKING.fields, email: 'element@example.org' } };
  const answers = { fields, choices: ['email-events'] };
  const wrong = await post({ step: 'check', fields: { email: 'nope' } });
  expect(wrong.status).toBe(422);
  expect(wrong.headers.get('access-control-allow-origin')).toBe(SITE);
  const problem = (await wrong.json()) as { errors: { pointer: string }[] };
  expect(problem.errors.map(({ pointer }) => pointer)).toContain('/fields/email');
  expect((await post({ step: 'check', ...answers })).status).toBe(200);

  const { challenge } = await shown();
  expect((await post({ step: 'send', ...answers, challenge, work: '' })).status).toBe(422);
  const { challenge: other } = await shown('/v1/embedded-forms/cmp/newsletter');
  expect((await post({ step: 'send', ...answers, ...solved(other) })).status).toBe(422);
  expect(await submissions()).toBe(before);

  const [one, two] = await Promise.all(
    [1, 2].map(() => post({ step: 'send', ...answers, ...solved(challenge) })),
  );
  expect([one!.status, two!.status]).toEqual([201, 201]);
  const done = (await one!.json()) as { reference: string };
  expect(await two!.json()).toEqual(done);
  expect(JSON.stringify(done)).not.toContain('sub_');
  expect(await submissions()).toBe(before + 1);
  expect(await reason(server.heed, 'element@example.org')).toBe('A_CONSENT');
});

it('refuses forms of staff, unknown ones, children and card numbers', async () => {
  for (const path of ['cmp/phone-enquiry', 'cmp/nothing'])
    expect(
      (await server.send('GET', `/v1/embedded-forms/${path}`, { headers: { Origin: SITE } })).status,
    ).toBe(404);
  expect(
    (await server.send('GET', '/v1/embedded-forms/nobody/x', { headers: { Origin: SITE } })).status,
  ).toBe(422);
  const young = { ...BOOKING.fields, 'year-of-birth': String(new Date().getUTCFullYear() - 12) };
  const { challenge } = await shown();
  const child = await post({ step: 'send', fields: young, choices: [], ...solved(challenge) });
  expect(((await child.json()) as { code: string }).code).toBe('UNDER_AGE');
  const number = '4242424242424242';
  const path = '/v1/embedded-forms/cmp/newsletter';
  const card = await post(
    { step: 'check', fields: { ...NEWSLETTER.fields, 'first-name': number } },
    SITE,
    path,
  );
  expect(card.status).toBe(422);
  expect(await card.text()).not.toContain(number);
  expect(server.logged()).not.toContain(number);
});

it('stops a flood from one network', async () => {
  const flooded = await openTestServer({ origin: 'https://privacy.example.org' });
  const path = '/v1/embedded-forms/cmp/newsletter';
  const answers: number[] = [];
  for (let i = 0; i < 62; i++) {
    const get = await flooded.send('GET', path, { headers: { Origin: SITE } });
    const { challenge } = (await get.json()) as { challenge: string };
    const json = {
      step: 'send',
      fields: { ...NEWSLETTER.fields, email: `flood${i}@example.org` },
      choices: [],
    };
    answers.push(
      (
        await flooded.send('POST', path, {
          json: { ...json, ...solved(challenge) },
          headers: { Origin: SITE },
        })
      ).status,
    );
  }
  expect(answers.filter((status) => status === 201)).toHaveLength(60);
  expect(answers.slice(60)).toEqual([429, 429]);
  await flooded.heed.close();
});
