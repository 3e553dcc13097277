import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideContact } from '../../../contacts/decide-contact.ts';
import { knownFacts } from '../../../facts/known-facts.ts';
import { readSubmission } from '../../../forms/read-submission.ts';
import { submit } from '../../../forms/testing.ts';
import { reason } from '../../../preferences/testing/links.ts';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
let asked: TestServer;
beforeAll(async () => {
  server = await openTestServer({ mode: 'demo' });
  asked = await openTestServer();
});
afterAll(async () => {
  await server.heed.close();
  await asked.heed.close();
});

const ORIGIN = 'http://127.0.0.1';
const get = async (path: string) => (await server.app.request(ORIGIN + path)).text();
const hidden = (html: string, form = '') =>
  Object.fromEntries(
    [...html.slice(html.indexOf(form)).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!],
    ),
  );
const post = (path: string, fields: Record<string, string>) =>
  server.app.request(ORIGIN + path, {
    method: 'POST',
    headers: { Origin: ORIGIN, Accept: 'text/html' },
    body: new URLSearchParams(fields),
  });

async function flagged() {
  const { reference } = await submit(server.heed, {
    policy: 'cmp',
    form: 'contact',
    actor: 'person',
    fields: { email: 'rea@example.org', message: 'I was <b>diagnosed</b> last year.' },
    choices: [],
  });
  return { policy: 'cmp', reference, path: `/submissions/cmp/${reference}` };
}

it('names texts to look at on the start page and in the list, and shows why', async () => {
  const { path, reference } = await flagged();
  expect(await get('/')).toContain('to be looked at');
  const list = await get('/submissions?show=review');
  expect(list).toContain(path);
  const page = await get(path);
  expect(page).toContain('It seems to speak of health');
  expect(page).toContain('I was &lt;b&gt;diagnosed&lt;/b&gt; last year.');
  expect(page).toContain(reference);
  expect(await get(`${path}?done=constructor`)).not.toContain('govuk-notification-banner');
});

it('keeps a text with a reason, asks for one, and takes a text out', async () => {
  const first = await flagged();
  const token = hidden(await get(first.path));
  const empty = await post(`${first.path}/texts/message`, { ...token, decision: 'keep', reason: '' });
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('href="#reason-message"');
  const kept = await post(`${first.path}/texts/message`, {
    ...token,
    decision: 'keep',
    reason: 'To book a ramp',
  });
  expect(kept.status).toBe(303);
  expect(await get(first.path)).toMatch(/Kept by staff of the demo.*: To book a ramp/s);
  const second = await flagged();
  await post(`${second.path}/texts/message`, { ...token, decision: 'remove' });
  expect(await get(second.path)).not.toContain('diagnosed');
});

it('shows neither list nor form to anybody without a key that may', async () => {
  const { path } = await flagged();
  for (const address of ['/submissions', path, '/submissions/enter', '/submissions/enter/cmp/phone-enquiry'])
    expect((await asked.app.request(address)).status).toBe(401);
  const key = await asked.key('decisions:read');
  for (const address of ['/submissions', path, '/submissions/enter'])
    expect((await asked.send('GET', address, { key })).status).toBe(403);
});

it('takes a form that came by phone, with its day, once, and never shows the ones of the web', async () => {
  const path = '/submissions/enter/cmp/phone-enquiry';
  const blank = await get(path);
  expect(blank).not.toMatch(/<input[^>]*type="checkbox"[^>]*checked/);
  const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
  const fields = {
    ...hidden(blank),
    'first-name': 'Tel',
    email: 'tel@example.org',
    country: 'GB',
    'received-at': lastWeek,
    'choice-no-marketing': 'yes',
  };
  const wrong = await post(path, { ...fields, 'received-at': '2999-01-01', step: 'check' });
  expect(await wrong.text()).toContain('today or before');
  const check = await post(path, { ...fields, step: 'check' });
  const checked = await check.text();
  expect(checked).toContain('Check before you record it');
  const again = { ...hidden(checked, 'Check before'), step: 'save' };
  const [one, two] = await Promise.all([post(path, again), post(path, again)]);
  expect(one.headers.get('location')).toBe(two.headers.get('location'));
  const reference = /([2-9A-Z-]{12})\?done/.exec(one.headers.get('location')!)![1]!;
  const found = await readSubmission(server.heed, { policy: 'cmp', reference });
  expect(found).toMatchObject({ actor: 'demo', form: 'phone-enquiry' });
  expect(found.received_at.slice(0, 10) <= lastWeek).toBe(true);
  expect(await reason(server.heed, 'tel@example.org')).toBe('D_OBJECTION');
  expect(
    (await knownFacts(server.heed, found.subject)).filter(({ type }) => type === 'enquiry'),
  ).toHaveLength(1);
  expect(await get('/submissions/enter')).not.toContain('/enter/cmp/newsletter');
  expect((await server.app.request(`${ORIGIN}/submissions/enter/cmp/newsletter`)).status).toBe(404);
});

it('takes a letter of somebody who gave a postal address only', async () => {
  const path = '/submissions/enter/cmp/paper-registration';
  const blank = await get(path);
  const fields = {
    ...hidden(blank),
    'first-name': 'Eve',
    'last-name': 'Example',
    company: 'Example Ltd',
    country: 'GB',
    event: 'CX Conference',
    'billing-address': '12 Example Street',
    'received-at': /name="received-at"[^>]*value="([^"]+)"/.exec(blank)![1]!,
    'choice-no-marketing': 'yes',
  };
  const nowhere = await (await post(path, { ...fields, step: 'check' })).text();
  expect(nowhere).toContain('Enter an email address or a telephone number');
  const half = await post(path, { ...fields, 'post-name': 'Eve Example', 'post-house': '- ', step: 'check' });
  const shown = await half.text();
  expect(half.status).toBe(422);
  expect(shown).toContain('href="#post-code"');
  expect(shown).toContain('href="#post-house"');
  expect(shown).not.toContain('href="#post-name"');
  expect(shown).toMatch(/<details[^>]* open/);
  const signs = { 'post-name': '\u{37a}', 'post-code': 'SW1A 1AA', 'post-house': '12' };
  expect(await (await post(path, { ...fields, ...signs, step: 'check' })).text()).toContain(
    'href="#post-name"',
  );
  const address = { 'post-name': 'Eve Example', 'post-code': 'SW1A 1AA', 'post-house': '12|a' };
  const checked = await (await post(path, { ...fields, ...address, step: 'check' })).text();
  expect(checked).toContain('Eve Example, SW1A 1AA, 12 a');
  const again = hidden(checked, 'Check before');
  expect(await (await post(path, { ...again, step: 'change' })).text()).toContain('value="SW1A 1AA"');
  const saved = await post(path, { ...again, step: 'save' });
  expect(saved.status).toBe(303);
  const asked = {
    policy: 'cmp',
    channel: 'post',
    purpose: 'direct_marketing',
    attributes: { country: 'GB' },
  };
  const identifier = { kind: 'post', value: 'Eve Example|SW1A 1AA|12 a' } as const;
  const { decision } = await decideContact(server.heed, { ...asked, identifier, record: false });
  expect(decision.reason).toBe('D_OBJECTION');
});
