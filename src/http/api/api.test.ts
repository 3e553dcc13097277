import { beforeAll, expect, it } from 'vitest';
import { describeStores } from '../../db/testing/stores.ts';
import { createApp } from '../app.ts';
import type { HttpApp } from '../env.ts';
import { issueKey } from '../keys/issue-key.ts';
import { once } from '../testing/production.ts';

const EMAIL = { kind: 'email', value: 'Sam.Reader@Example.org' };
const ASK = { policy: 'institute', identifier: EMAIL, channel: 'email', purpose: 'direct_marketing' };
const CONSENT = {
  type: 'consent',
  at: '2026-03-02T09:00:00Z',
  channels: ['email'],
  purposes: ['direct_marketing'],
  method: 'unticked_box',
  evidence: { wording_version: 'newsletter-3', notice_version: 'institute@2026-11-22', source: 'Join page' },
};

describeStores('the API', (open) => {
  let app: HttpApp;
  let key: string;
  beforeAll(async () => {
    const heed = { ...(await open()), mode: 'production' as const };
    app = createApp(heed);
    key = (await issueKey(heed, { name: 'Test', scopes: ['admin'] })).key;
  });

  const send = async (
    method: string,
    path: string,
    json?: unknown,
    headers: Record<string, string> = once(),
  ) => {
    const response = await app.request(path, {
      method,
      body: json === undefined ? undefined : JSON.stringify(json),
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
    });
    // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came
    return { status: response.status, body: (await response.json()) as any };
  };

  it('takes a person from consent to stop to erasure', async () => {
    const unknown = await send('POST', '/v1/subjects/lookup', { policy: 'institute', identifier: EMAIL });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'UNKNOWN_SUBJECT' } });

    const added = await send('POST', '/v1/facts', { policy: 'ics', identifier: EMAIL, fact: CONSENT });
    expect(added).toMatchObject({ status: 201, body: { added: true } });
    const again = await send('POST', '/v1/facts', { policy: 'institute', identifier: EMAIL, fact: CONSENT });
    expect(again).toMatchObject({ status: 200, body: { added: false, fact: added.body.fact } });
    const { subject } = added.body;
    await send('POST', '/v1/facts', {
      policy: 'institute',
      subject,
      fact: { type: 'profile', at: '2026-03-02T09:00:00Z', country: 'GB' },
    });

    const found = await send('POST', '/v1/subjects/lookup', { policy: 'institute', identifier: EMAIL });
    expect(found.body).toMatchObject({
      subject,
      profile: { country: 'GB' },
      identifiers: [{ kind: 'email' }],
    });
    expect((await send('GET', `/v1/subjects/${subject}?policy=institute`)).body).toEqual(found.body);

    const same = { 'Idempotency-Key': 'campaign-42-sam' };
    const allowed = await send('POST', '/v1/decisions', ASK, same);
    expect(allowed).toMatchObject({
      status: 200,
      body: { subject, decision: { decision: 'allow', reason: 'A_CONSENT' } },
    });

    const stop = {
      policy: 'institute',
      subject,
      fact: { type: 'unsubscribe', at: '2026-09-01T00:00:00Z', channels: ['email'] },
    };
    expect((await send('POST', '/v1/facts', stop)).status).toBe(201);
    const denied = await send('POST', '/v1/decisions', ASK, same);
    expect(denied.body.decision).toMatchObject({ decision: 'deny', reason: 'D_UNSUBSCRIBED' });

    const explained = await send('GET', `/v1/decisions/${denied.body.decision_id}`);
    expect(explained.body).toMatchObject({
      identical: true,
      facts: [{ type: 'unsubscribe' }],
      sentence: expect.stringMatching(/./),
    });
    const replayed = await send('POST', `/v1/decisions/${allowed.body.decision_id}/replay`);
    expect(replayed.body).toMatchObject({ identical: true, replayed: { reason: 'A_CONSENT' } });

    const permissions = await send('GET', `/v1/subjects/${subject}/permissions?policy=institute`);
    const email = permissions.body.permissions.filter((one: { channel: string }) => one.channel === 'email');
    expect(email.every((one: { decision: string }) => one.decision === 'deny')).toBe(true);

    const erased = await send('POST', `/v1/subjects/${subject}/erasure`, { policy: 'institute' });
    expect(erased).toMatchObject({ status: 200, body: { erased_now: true } });
    expect(
      (await send('POST', '/v1/subjects/lookup', { policy: 'institute', identifier: EMAIL })).status,
    ).toBe(404);
    const late = await send('POST', '/v1/facts', {
      policy: 'institute',
      subject,
      fact: { type: 'sale', at: '2026-09-02T00:00:00Z' },
    });
    expect(late).toMatchObject({ status: 410, body: { code: 'SUBJECT_ERASED' } });
    const checked = await send('POST', '/v1/suppressions/check', { policy: 'institute', identifier: EMAIL });
    expect(checked.body.suppressed).toBe(true);
    expect(checked.body.suppressions.map((one: { reason: string }) => one.reason)).toContain('erasure');
  });

  it('pages through a history by cursor', async () => {
    const identifier = { kind: 'email', value: 'pages@example.org' };
    let subject = '';
    for (let month = 1; month <= 5; month++) {
      const fact = { type: 'sale', at: `2026-0${month}-01T00:00:00Z`, product: `event:${month}` };
      subject = (await send('POST', '/v1/facts', { policy: 'cmp', identifier, fact })).body.subject;
    }
    const products: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages++) {
      const page = await send(
        'GET',
        `/v1/subjects/${subject}/facts?policy=cmp&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      products.push(...page.body.data.map((fact: { clear: { product: string } }) => fact.clear.product));
      cursor = page.body.next_cursor;
    }
    expect(products).toEqual(['event:1', 'event:2', 'event:3', 'event:4', 'event:5']);
    const base = `/v1/subjects/${subject}/facts?policy=cmp`;
    expect((await send('GET', `${base}&cursor=nonsense`)).body).toMatchObject({
      code: 'VALIDATION',
      errors: [{ pointer: '/query/cursor' }],
    });
    expect((await send('GET', `${base}&limit=501`)).body).toMatchObject({
      code: 'VALIDATION',
      errors: [{ pointer: '/query/limit' }],
    });
  });

  it('keeps what one organisation knows from the other', async () => {
    const identifier = { kind: 'email', value: 'only-cmp@example.org' };
    const { body } = await send('POST', '/v1/facts', {
      policy: 'cmp',
      identifier,
      fact: { type: 'enquiry', at: '2026-05-01T00:00:00Z' },
    });
    expect((await send('GET', `/v1/subjects/${body.subject}?policy=institute`)).body).toMatchObject({
      code: 'UNKNOWN_SUBJECT',
    });
    expect((await send('POST', `/v1/subjects/${body.subject}/erasure`, { policy: 'institute' })).status).toBe(
      404,
    );
    expect((await send('GET', `/v1/subjects/${body.subject}/facts?policy=institute`)).status).toBe(404);
  });

  it('suppresses an address that nobody is known by, and lifts it by a later consent only', async () => {
    const identifier = { kind: 'phone', value: '+44 7700 900123' };
    const suppress = { policy: 'cmp', identifier, reason: 'objection', at: '2026-06-01T00:00:00Z' };
    expect(await send('POST', '/v1/suppressions', suppress)).toMatchObject({
      status: 201,
      body: { added: true },
    });
    expect(await send('POST', '/v1/suppressions', suppress)).toMatchObject({
      status: 200,
      body: { added: false },
    });
    const lift = (fact: object) => send('POST', '/v1/suppressions/lift', { policy: 'cmp', identifier, fact });
    const consent = { ...CONSENT, channels: ['sms'] };
    expect((await lift(consent)).body).toMatchObject({ code: 'STOP_NOT_LIFTABLE' });
    expect((await lift({ type: 'sale', at: '2026-07-01T00:00:00Z' })).body).toMatchObject({
      code: 'STOP_NOT_LIFTABLE',
    });
    expect((await lift({ ...consent, at: '2026-07-01T00:00:00Z', evidence: {} })).body).toMatchObject({
      code: 'CONSENT_WITHOUT_EVIDENCE',
    });
    expect(await lift({ ...consent, at: '2026-07-01T00:00:00Z' })).toMatchObject({
      status: 200,
      body: { overridden: 1 },
    });
  });

  it('refuses a consent that nobody could prove, naming what is missing', async () => {
    const fact = { ...CONSENT, evidence: undefined };
    const { body } = await send('POST', '/v1/facts', { policy: 'institute', identifier: EMAIL, fact });
    expect(body.code).toBe('CONSENT_WITHOUT_EVIDENCE');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(
      '/fact/evidence/notice_version',
    );
  });

  it('never repeats a personal value in a refusal', async () => {
    const value = 'not-an-address-07700900999';
    const { body } = await send('POST', '/v1/subjects/lookup', {
      policy: 'cmp',
      identifier: { kind: 'email', value },
    });
    expect(body.code).toBe('INVALID_IDENTIFIER');
    expect(JSON.stringify(body)).not.toContain('07700900999');
  });

  it('lists policies and gives the notice in three forms', async () => {
    const list = await send('GET', '/v1/policies');
    expect(list.body.data.map((policy: { id: string }) => policy.id)).toEqual(['cmp', 'institute']);
    expect((await send('GET', '/v1/policies/ics')).body).toMatchObject({ id: 'institute', aliases: ['ics'] });
    expect((await send('GET', '/v1/policies/nobody')).body).toMatchObject({ code: 'UNKNOWN_POLICY' });
    const notice = (accept: string) =>
      app.request('/v1/policies/ics/notice', { headers: { Authorization: `Bearer ${key}`, Accept: accept } });
    expect(((await (await notice('*/*')).json()) as { title: string }).title).toMatch(/./);
    const html = await notice('text/html');
    expect(html.headers.get('Content-Type')).toContain('text/html');
    expect(await html.text()).toContain('<!doctype html>');
    const markdown = await notice('text/markdown');
    expect(await markdown.text()).toMatch(/^# /);
    const unchanged = await app.request('/v1/policies', {
      headers: {
        Authorization: `Bearer ${key}`,
        'If-None-Match': (
          await app.request('/v1/policies', { headers: { Authorization: `Bearer ${key}` } })
        ).headers.get('ETag')!,
      },
    });
    expect(unchanged.status).toBe(304);
  });
});
