import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSubject } from '../../../contacts/find-subject.ts';
import { knownFacts } from '../../../facts/known-facts.ts';
import { webForms } from '../../../forms/definition.ts';
import { hasWorked } from '../../../forms/form-challenge.ts';
import { BOOKING, NEWSLETTER, PICTURE, storedText } from '../../../forms/testing.ts';
import { reason } from '../../../preferences/testing/links.ts';
import { once, openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: 'https://privacy.example.org' });
});
afterAll(() => server.heed.close());

type Fields = Record<string, string>;
const send = (path: string, fields: Fields, headers: Fields = {}) =>
  server.app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { Accept: 'text/html', ...headers },
  });
const hidden = (html: string): Fields =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );

/** What a browser with scripts does between the check page and the press. */
function work(fields: Fields): Fields {
  for (let n = 0; ; n++)
    if (hasWorked(fields.challenge!, String(n))) return { ...fields, work: String(n), step: 'send' };
}
const boxes = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`choice-${id}`, 'yes']));
const submissions = async () =>
  Number(
    (await sql<{ n: string }>`select count(*) as n from form_submission`.execute(server.heed.db)).rows[0]!.n,
  );

describe.each(['cmp', 'institute'])('the forms of %s', (policy) => {
  it('start with every box empty, give each field its reason and link the notice in force above the button', async () => {
    const { data } = server.heed.policies.get(policy);
    const notice = `href="/${policy}/notice/versions/${data.policy.version}"`;
    for (const form of webForms(server.heed.policies.get(policy))) {
      const html = await (await server.app.request(`/${policy}/forms/${form.id}`)).text();
      expect(html, form.id).not.toMatch(/<input[^>]*type="checkbox"[^>]*checked/);
      expect((html.match(/type="checkbox"/g) ?? []).length).toBeGreaterThanOrEqual(form.choices.length);
      expect(html.indexOf(notice)).toBeGreaterThan(0);
      expect(html.indexOf(notice)).toBeLessThan(html.indexOf('value="check"'));
      expect(html).toContain('Marketing is sent only as you choose');
      expect(html).not.toMatch(/<script|style=/);
      expect(html.length).toBeLessThan(60_000);
    }
  });
});

describe('a form on the web', () => {
  const path = '/cmp/forms/event-registration';
  const answers = { ...BOOKING.fields, email: 'web@example.org' };

  it('is checked before anything is kept, and once kept shows reference and receipt', async () => {
    const before = await submissions();
    const check = await send(path, { ...answers, ...boxes('email-events'), step: 'check' });
    const page = await check.text();
    expect(page).toContain('Check your answers');
    expect(await submissions()).toBe(before);
    const done = await send(path, work(hidden(page)));
    const text = await done.text();
    expect(text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/);
    expect(text).toContain(server.heed.policies.get('cmp').version);
    expect(await submissions()).toBe(before + 1);
    expect(await reason(server.heed, 'web@example.org')).toBe('A_CONSENT');
    await send(path, work(hidden(page)));
    expect(await submissions()).toBe(before + 1);
  });

  it('asks browsers without scripts for one more press, and takes neither a shortcut nor a rush', async () => {
    const before = await submissions();
    const fields = { ...answers, email: 'noscript@example.org' };
    const check = hidden(await (await send(path, { ...fields, step: 'check' })).text());
    const again = await send(path, { ...check, step: 'send' });
    const more = await again.text();
    expect(more).toContain('One more press');
    const rushed = await send(path, { ...hidden(more), step: 'send' });
    expect(await rushed.text()).toContain('One more press');
    expect(await submissions()).toBe(before);
    await new Promise((resolve) => setTimeout(resolve, 4_100));
    const done = await send(path, { ...hidden(more), step: 'send' });
    expect(await done.text()).toContain('We have got it');
    expect(await submissions()).toBe(before + 1);
  });

  it('names every problem at the top and at its field, and keeps the answers', async () => {
    const response = await send(path, { 'first-name': 'Zoë <b>', email: 'nope', step: 'check' });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('href="#email"');
    expect(html).toContain('id="email-error"');
    expect(html).toContain('<title>Error:');
    expect(html).toContain('value="Zoë &lt;b&gt;"');
  });

  it('refuses card numbers and neither keeps, shows nor logs them', async () => {
    const number = '4242 4242 4242 4242';
    const response = await send(path, { ...answers, 'purchase-order': `pay with ${number}`, step: 'send' });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('Leave out card numbers');
    for (const text of [html, server.logged(), await storedText(server.heed)]) {
      expect(text).not.toContain(number);
      expect(text).not.toContain('4242424242424242');
    }
  });

  it('takes posts of the organisation’s own pages, which then are checked like any other', async () => {
    const cross = { Origin: 'https://www.example.org', 'Sec-Fetch-Site': 'cross-site' };
    const response = await send('/cmp/forms/newsletter', { ...NEWSLETTER.fields }, cross);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Check your answers');
    const snippet = await (await server.app.request('/cmp/forms/newsletter/snippet.txt')).text();
    expect(snippet).toContain('action="https://privacy.example.org/cmp/forms/newsletter"');
    expect(snippet).not.toMatch(/checked|<script/);
    const page = await (await server.app.request('/cmp/forms/newsletter/snippet')).text();
    for (const way of [
      '&lt;heed-form policy=',
      '&lt;form method=',
      'curl https://privacy.example.org/v1/forms/cmp',
    ])
      expect(page).toContain(way);
    expect(page).not.toMatch(/<script|<heed-form/);
    const script = await server.app.request(/\/form-element\/[0-9a-f]{16}\/heed-form\.js/.exec(page)![0]);
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    const digest = createHash('sha384')
      .update(Buffer.from(await script.arrayBuffer()))
      .digest('base64');
    expect(page).toContain(`sha384-${digest}`);
    expect((await server.app.request('/form-element/0000000000000000/heed-form.js')).status).toBe(404);
  });

  it('keeps nothing that it did not ask for, and no robot’s hidden field', async () => {
    const extra = { ...answers, email: 'extra@example.org', religion: 'none of yours', step: 'check' };
    const page = await (await send(path, extra)).text();
    expect(page).not.toContain('none of yours');
    expect((await send(path, { ...answers, 'leave-empty': 'x', step: 'check' })).status).toBe(422);
  });

  it('stands hostile input in every field', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "'; drop table fact; --",
      '{{7*7}}<%= 7*7 %>',
      '\u202egnp.exe\u0000',
      'a'.repeat(100_000),
    ];
    const fields = Object.keys(BOOKING.fields);
    for (const value of hostile)
      for (const field of fields) {
        const response = await send(path, { ...answers, [field]: value, step: 'check' });
        expect([200, 422]).toContain(response.status);
        const html = await response.text();
        expect(html).not.toMatch(/<script>alert|<img src=x/);
      }
    expect((await sql`select 1 from fact limit 1`.execute(server.heed.db)).rows).toHaveLength(1);
  });

  it('turns children away and keeps nothing', async () => {
    const before = await submissions();
    const young = {
      ...answers,
      email: 'young@example.org',
      'year-of-birth': String(new Date().getUTCFullYear() - 15),
    };
    const check = hidden(await (await send(path, { ...young, step: 'check' })).text());
    const response = await send(path, work(check));
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('16 and over');
    expect(await submissions()).toBe(before);
    expect(
      await findSubject(server.heed, {
        policy: 'cmp',
        identifier: { kind: 'email', value: 'young@example.org' },
      }),
    ).toBeNull();
  });

  it('hides the forms of staff', async () => {
    for (const form of ['paper-registration', 'phone-enquiry', 'badge-scan', 'nothing'])
      expect((await server.app.request(`/cmp/forms/${form}`)).status).toBe(404);
  });
});

describe('a form that takes a file', () => {
  const path = '/cmp/forms/join-digital-service';
  const answers: Fields = {
    'first-name': 'Pia',
    'last-name': 'Example',
    email: 'pia@example.org',
    country: 'GB',
    'year-of-birth': '1980',
  };
  const multipart = (fields: Fields, file?: { name: string; bytes: Uint8Array<ArrayBuffer> }) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    if (file) body.set('profile-photo', new Blob([file.bytes]), file.name);
    return server.app.request(path, { method: 'POST', body, headers: { Accept: 'text/html' } });
  };
  const picture = { name: 'me.png', bytes: new Uint8Array(PICTURE) };
  const held = async () =>
    (await sql`select distinct id from form_upload`.execute(server.heed.db)).rows.length;

  it('asks for it without scripts, and keeps it through errors and changes of mind', async () => {
    const blank = await (await server.app.request(path)).text();
    expect(blank).toContain('enctype="multipart/form-data"');
    expect(blank).toContain('JPEG or PNG, up to 2 MB');
    const wrong = await multipart({ ...answers, email: 'nope', step: 'check' }, picture);
    expect(wrong.status).toBe(422);
    const shown = await wrong.text();
    expect(shown).toContain('Chosen: me.png');
    const check = await multipart({ ...answers, ...hidden(shown), step: 'check' });
    const page = await check.text();
    expect(page).toContain('Check your answers');
    expect(page).toContain('me.png');
    const change = await send(path, { ...hidden(page), step: 'change' });
    expect(await change.text()).toContain('Chosen: me.png');
    const without = await multipart({
      ...answers,
      ...hidden(shown),
      'drop-profile-photo': 'yes',
      step: 'check',
    });
    expect(await without.text()).not.toContain('me.png');

    const done = await send(path, work(hidden(page)));
    const reference = /([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2})/.exec(await done.text())![1]!;
    const again = await send(path, work(hidden(page)));
    expect(await again.text()).toContain(reference);
    const key = await server.key('subjects:read');
    const file = await server.send('GET', `/submissions/cmp/${reference}/files/profile-photo`, { key });
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''me.png");
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await file.arrayBuffer()).equals(PICTURE)).toBe(true);
    expect((await server.app.request(`/submissions/cmp/${reference}/files/profile-photo`)).status).toBe(401);
  });

  it('says beside the field what is wrong with a file, and holds none that is', async () => {
    const before = await held();
    const page = Buffer.from('<html><script>alert(1)</script>');
    const large = new Uint8Array(2 * 1024 * 1024 + 1);
    large.set(PICTURE);
    for (const [bytes, text] of [
      [new Uint8Array(page), 'Choose another file'],
      [large, 'Choose a smaller file'],
    ] as const) {
      const refused = await multipart({ ...answers, step: 'check' }, { name: 'me.png', bytes });
      expect(refused.status).toBe(422);
      const html = await refused.text();
      expect(html).toContain('href="#profile-photo"');
      expect(html).toContain(text);
    }
    expect(await held()).toBe(before);
    const number = '4242424242424242';
    const card = await multipart({ ...answers, step: 'check' }, { ...picture, name: `${number}.png` });
    expect(await card.text()).not.toContain(number);
    const huge = await server.app.request(path, {
      method: 'POST',
      body: new Uint8Array(20 * 1024 * 1024),
      headers: { Accept: 'text/html', 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    expect(huge.status).toBe(413);
  });

  it('keeps no file of a child', async () => {
    const before = await held();
    const young = { ...answers, 'year-of-birth': String(new Date().getUTCFullYear() - 12), step: 'check' };
    const check = await multipart(young, picture);
    expect(await held()).toBe(before + 1);
    const refused = await send(path, work(hidden(await check.text())));
    expect(refused.status).toBe(422);
    expect(await held()).toBe(before);
  });
});

describe('a form over the API', () => {
  it('takes declared fields and choices only, and answers a repeat with the same', async () => {
    const key = await server.key('facts:write');
    const path = '/v1/forms/cmp/event-registration/submissions';
    const json = {
      fields: { ...BOOKING.fields, email: 'api@example.org' },
      choices: ['email-events'],
      submission: 'site-0001',
    };
    const first = await server.send('POST', path, { key, json, headers: once() });
    expect(first.status).toBe(201);
    const made = (await first.json()) as { reference: string; subject: string };
    const second = await server.send('POST', path, { key, json, headers: once() });
    expect(second.status).toBe(200);
    expect(await second.json()).toMatchObject({ reference: made.reference, added: false });
    expect((await knownFacts(server.heed, made.subject)).filter(({ type }) => type === 'sale')).toHaveLength(
      1,
    );
    const wrong = { ...json, fields: { ...json.fields, religion: 'none' }, choices: ['everything'] };
    const refused = await server.send('POST', path, { key, json: wrong, headers: once() });
    expect(refused.status).toBe(422);
    const { errors } = (await refused.json()) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/fields/religion', '/choices']);
    expect((await server.send('POST', path, { json, headers: once() })).status).toBe(401);
  });
});
