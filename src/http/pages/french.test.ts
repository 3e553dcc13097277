import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newChallenge } from '../../forms/form-challenge.ts';
import { claimDue } from '../../mail/outbox.ts';
import { writeMail } from '../../mail/write-mail.ts';
import { subscriber, tokens } from '../../preferences/testing/links.ts';
import { englishLeft, wordsOfPage } from '../testing/english-left.ts';
import { openTestServer, type TestServer } from '../testing/production.ts';

const ORIGIN = 'https://privacy.example.org';
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: ORIGIN });
});
afterAll(() => server.heed.close());

const HTML = { Accept: 'text/html' };

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await server.app.request(`${ORIGIN}${path}`, { headers: { ...HTML, ...headers } });
  return { answer, html: await answer.text() };
}

async function post(path: string, form: Record<string, string>) {
  const answer = await server.app.request(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { ...HTML, 'Content-Type': 'application/x-www-form-urlencoded', Origin: ORIGIN },
    body: new URLSearchParams(form).toString(),
  });
  return { answer, html: await answer.text() };
}

/** A page in French says so, keeps its language in every link, and has no word of English. */
function expectFrench(path: string, { answer, html }: { answer: Response; html: string }): void {
  expect(html.match(/<html lang="(\w+)"/)?.[1], path).toBe('fr');
  expect(answer.headers.get('Content-Language'), path).toBe('fr');
  expect(answer.headers.get('Vary'), path).toMatch(/Accept-Language/i);
  expect(englishLeft(wordsOfPage(html)), path).toEqual([]);
  const links = [...html.matchAll(/<(?:a|form)\b[^>]*?\b(?:href|action)="(\/[^"]*)"[^>]*>/g)];
  const lost = links
    .filter(([tag]) => !/hreflang=/.test(tag))
    .map(([, href]) => href!)
    .filter((href) => !/^\/(?:assets|form-element)\//.test(href) && !/[?&;]lang=fr\b/.test(href));
  expect(lost, `${path} keeps its language`).toEqual([]);
}

const linksOf = (html: string) =>
  [...html.matchAll(/<a\b[^>]*?\bhref="(\/[^"#]*)[^"]*"([^>]*)>/g)]
    .filter(([tag]) => !/hreflang=/.test(tag))
    .map(([, href]) => href!.replaceAll('&amp;', '&'));

describe.each(['cmp', 'institute'])('%s in French', (policy) => {
  it('has no word of English on any page that can be reached from its notice', async () => {
    const queue = [`/${policy}/notice?lang=fr`, `/${policy}/cookies?lang=fr`, `/${policy}/forms?lang=fr`];
    const seen = new Set<string>();
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const page = await get(path);
      expect(page.answer.status, path).toBe(200);
      if (!page.answer.headers.get('Content-Type')?.startsWith('text/html')) {
        expect(englishLeft(wordsOfPage(page.html)), path).toEqual([]);
        continue;
      }
      expectFrench(path, page);
      queue.push(...linksOf(page.html));
    }
    expect(seen.size).toBeGreaterThan(10);
    expect([...seen].filter((path) => path.includes('/notice/changes?'))).not.toEqual([]);
  });
});

/** Keys of an embedded form whose values are no words: ids, addresses, answers that are kept. */
const CODES: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'value',
  'autocomplete',
  'challenge',
  'lang',
  'href',
  'preferences',
]);

const PERSON = 'ann@example.org';

describe('a person who reads French', () => {
  it('stops a mailing, takes it back, and leaves evidence in French', async () => {
    await subscriber(server.heed, PERSON);
    const { stop, preferences } = await tokens(server.heed, PERSON);
    const path = `/cmp/stop/${stop}?lang=fr`;
    expectFrench('stop', await get(path));
    expectFrench('stopped', await post(path, { 'List-Unsubscribe': 'One-Click' }));
    expectFrench('undone', await post(`/cmp/stop/${stop}/undo?lang=fr`, {}));
    const centre = await get(`/cmp/preferences/${preferences}?lang=fr`);
    expectFrench('preference centre', centre);
    expect(centre.html).toContain('<blockquote class="heed-quote" lang="fr">Ne plus m’adresser');
    expect(centre.html).toContain(
      '<blockquote class="heed-quote" lang="fr">Oui, Customer Management Practice',
    );
  });

  it('changes choices, keeps a receipt, and is told of an old link and of an unknown address', async () => {
    const person = 'bea@example.org';
    await subscriber(server.heed, person);
    const { preferences } = await tokens(server.heed, person);
    const path = `/cmp/preferences/${preferences}?lang=fr`;
    const { html } = await get(path);
    const token = /name="_token" value="([^"]+)"/.exec(html)![1]!;
    const form = { _token: token, offered: 'email', shown: 'direct_marketing.email.events' };
    const saved = await post(path, { ...form, 'list:direct_marketing.email.training': 'yes' });
    expect(saved.answer.status).toBe(303);
    expectFrench('receipt', await get(saved.answer.headers.get('Location')!));
    expectFrench(
      'unchanged',
      await post(path, { ...form, shown: '', 'list:direct_marketing.email.training': 'yes' }),
    );
    const stopped = await post(path, { _token: token, all: 'stop' });
    expectFrench('all stopped', await get(stopped.answer.headers.get('Location')!));
    const nobody = await tokens(server.heed, 'nobody@example.org');
    expectFrench('nothing held', await get(`/cmp/preferences/${nobody.preferences}?lang=fr`));
  });

  it('signs up: form, errors, check, done, mail and confirmation', async () => {
    const person = 'cat@example.org';
    const path = '/cmp/forms/newsletter?lang=fr';
    expectFrench('errors', await post(path, { step: 'check', email: 'x', phone: '4111 1111 1111 1111' }));
    const fields = { email: person, country: 'FR', 'choice-email-events': 'yes' };
    expectFrench('check', await post(path, { step: 'check', ...fields }));
    const challenge = newChallenge(server.heed.vault, 'cmp/newsletter', Date.now() - 10_000);
    expectFrench('one more', await post(path, { step: 'send', challenge, ...fields }));
    const wait = newChallenge(server.heed.vault, 'cmp/newsletter/wait', Date.now() - 10_000);
    const done = await post(path, { step: 'send', challenge, wait, ...fields });
    expectFrench('done', done);
    expect(done.html).toContain('Votre formulaire est bien arrivé');
    const mails = await claimDue(server.heed, 10);
    const mail = (await writeMail(server.heed, mails[0]!, ORIGIN))!;
    expect(mail).toMatchObject({ to: person, language: 'fr' });
    expect(englishLeft(`${mail.subject}\n${mail.text}`)).toEqual([]);
    const link = new URL(/https:\S+\/confirm\/\S+/.exec(mail.text)![0]);
    expect(link.searchParams.get('lang')).toBe('fr');
    expectFrench('confirm', await get(link.pathname + link.search));
    expectFrench('confirmed', await post(link.pathname + link.search, {}));
    const { preferences } = await tokens(server.heed, person);
    const centre = await get(`/cmp/preferences/${preferences}?lang=fr`);
    expectFrench('record', centre);
    expect(centre.html).toContain('lang="fr">M’écrire par courriel au sujet des conférences et événements');
  });

  it('books with a child’s year, and asks for a link', async () => {
    const booking = {
      'first-name': 'Léa',
      'last-name': 'Exemple',
      'job-title': 'Directrice',
      company: 'Exemple SA',
      country: 'FR',
      email: 'lea@example.org',
      'year-of-birth': '2020',
      event: 'Conférence',
      'billing-address': '1 rue de l’Exemple, Paris',
    };
    const challenge = newChallenge(server.heed.vault, 'cmp/event-registration', Date.now() - 10_000);
    const wait = newChallenge(server.heed.vault, 'cmp/event-registration/wait', Date.now() - 10_000);
    const path = '/cmp/forms/event-registration?lang=fr';
    expectFrench(
      'check',
      await post(path, { step: 'check', ...booking, 'no-photo': 'Keep me out of photographs and films' }),
    );
    expectFrench('too young', await post(path, { step: 'send', challenge, wait, ...booking }));
    const { html } = await get('/cmp/preferences?lang=fr');
    const token = /name="_token" value="([^"]+)"/.exec(html)![1]!;
    expectFrench('wrong address', await post('/cmp/preferences?lang=fr', { _token: token, email: 'x' }));
    expectFrench('on its way', await post('/cmp/preferences?lang=fr', { _token: token, email: PERSON }));
    const [mail] = await claimDue(server.heed, 10);
    const written = (await writeMail(server.heed, mail!, ORIGIN))!;
    expect(englishLeft(`${written.subject}\n${written.text}`)).toEqual([]);
  });

  it('chooses cookies without JavaScript, and the words are kept in French', async () => {
    const { html } = await get('/cmp/cookies?lang=fr');
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)![1]!;
    const form = { _token: field('_token'), id: field('id'), hash: field('hash'), wording: field('wording') };
    const saved = await post('/cmp/cookies?lang=fr', { ...form, all: 'refuse' });
    expect(saved.answer.status).toBe(303);
    expectFrench('saved', await get(saved.answer.headers.get('Location')!));
  });

  it('meets no English in a form that stands on another site', async () => {
    const { html, answer } = await get('/v1/embedded-forms/cmp/event-registration?lang=fr', {
      Origin: ORIGIN,
    });
    expect(answer.status).toBe(200);
    const texts: string[] = [];
    JSON.parse(html, (key, value) => {
      if (typeof value === 'string' && !CODES.has(key)) texts.push(value);
    });
    expect(englishLeft(texts.join('\n'))).toEqual([]);
  });

  it.each([
    ['/cmp/stop/AAAA?lang=fr', 404],
    ['/cmp/forms/nothing?lang=fr', 404],
    ['/cmp/documents/nothing?lang=fr', 404],
  ])('is refused in French: %s', async (path, status) => {
    const page = await get(path);
    expect(page.answer.status).toBe(status);
    expectFrench(path, page);
  });

  it('is refused in French: a form from elsewhere, a method, a body, a flood', async () => {
    expectFrench('csrf', await post('/cmp/preferences?lang=fr', { email: PERSON }));
    const sent = (path: string, init: RequestInit) =>
      server.app.request(`${ORIGIN}${path}`, {
        ...init,
        headers: { ...HTML, Origin: ORIGIN, ...init.headers },
      });
    const page = async (answer: Response) => ({ answer, html: await answer.text() });
    const odd = await sent('/cmp/forms/contact?lang=fr', {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'application/json' },
    });
    expectFrench('content type', await page(odd));
    expectFrench('method', await page(await sent('/cmp/notice?lang=fr', { method: 'DELETE' })));
    const { html } = await get('/cmp/preferences?lang=fr');
    const token = /name="_token" value="([^"]+)"/.exec(html)![1]!;
    let last = await post('/cmp/preferences?lang=fr', { _token: token, email: 'flood@example.org' });
    for (let i = 0; i < 25 && last.answer.status === 200; i++)
      last = await post('/cmp/preferences?lang=fr', { _token: token, email: `flood${i}@example.org` });
    expect(last.answer.status).toBe(429);
    expectFrench('flood', last);
  });
});

describe('the language of a page', () => {
  const languageOf = async (path: string, accept?: string) =>
    /<html lang="(\w+)"/.exec((await get(path, accept ? { 'Accept-Language': accept } : {})).html)?.[1];

  it('follows the address, then the browser, then the policy', async () => {
    expect(await languageOf('/cmp/preferences')).toBe('en');
    expect(await languageOf('/cmp/preferences', 'fr-CA,en;q=0.5')).toBe('fr');
    expect(await languageOf('/cmp/preferences', 'de, fr;q=0.4, en;q=0.3')).toBe('fr');
    expect(await languageOf('/cmp/preferences', 'de')).toBe('en');
    expect(await languageOf('/cmp/preferences?lang=en', 'fr')).toBe('en');
    expect(await languageOf('/cmp/preferences?lang=xx', 'fr')).toBe('fr');
  });

  it('links the other ones, each in its own words', async () => {
    const { html } = await get('/cmp/preferences?lang=fr');
    expect(html).toMatch(/<link rel="alternate" hreflang="en" href="\/cmp\/preferences\?lang=en"/);
    expect(html).toMatch(/<a href="\/cmp\/preferences\?lang=en" lang="en" hreflang="en">English<\/a>/);
    expect(html).toMatch(/lang="fr" hreflang="fr" aria-current="true">Français</);
  });
});
