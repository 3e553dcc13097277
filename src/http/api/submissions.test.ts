import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseSubject } from '../../contacts/erase-subject.ts';
import { JOIN, LETTER, PICTURE, submit } from '../../forms/testing.ts';
import { once, openTestServer, type TestServer } from '../testing/production.ts';

let server: TestServer;
let reader: string;
let writer: string;
let decider: string;
beforeAll(async () => {
  server = await openTestServer();
  reader = await server.key('subjects:read');
  writer = await server.key('facts:write');
  decider = await server.key('subjects:read', 'facts:write');
});
afterAll(() => server.heed.close());

const get = (path: string, key = reader) => server.send('GET', path, { key });
const decide = (reference: string, field: string, json: unknown, key = decider) =>
  server.send('POST', `/v1/submissions/cmp/${reference}/texts/${field}`, { key, json, headers: once() });

let people = 0;
const message = (text: string) =>
  submit(server.heed, {
    policy: 'cmp',
    form: 'contact',
    actor: 'person',
    fields: { email: `writer-${++people}@example.org`, message: text },
    choices: [],
  });

interface Page {
  readonly data: { readonly reference: string; readonly to_review: number }[];
  readonly next_cursor: string | null;
}

it('lists what came in, the latest first, page by page, and what waits to be looked at', async () => {
  const made: string[] = [];
  for (const text of ['I was diagnosed last year.', 'See you there.', 'My church meets then.'])
    made.unshift((await message(text)).reference);
  const pages: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = (await (
      await get(`/v1/submissions?policy=cmp&limit=2${cursor && `&cursor=${cursor}`}`)
    ).json()) as Page;
    expect(page.data.length).toBeLessThanOrEqual(2);
    pages.push(...page.data.map(({ reference }) => reference));
    cursor = page.next_cursor;
  }
  expect(pages).toEqual(made);
  const waiting = (await (await get('/v1/submissions?policy=cmp&to_review=true')).json()) as Page;
  expect(waiting.data.map(({ reference, to_review }) => [reference, to_review])).toEqual([
    [made[0], 1],
    [made[2], 1],
  ]);
  expect(await (await get('/v1/submissions?policy=institute')).json()).toEqual({
    data: [],
    next_cursor: null,
  });
  for (const wrong of ['policy=cmp&limit=0', 'policy=cmp&cursor=abc', 'policy=cmp&to_review=yes', ''])
    expect([wrong, (await get(`/v1/submissions?${wrong}`)).status]).toEqual([wrong, 422]);
  expect(await (await get('/v1/submissions?policy=nobody')).json()).toMatchObject({ code: 'UNKNOWN_POLICY' });
});

describe('a text that was flagged', () => {
  it('is kept with a reason, which whoever may read people can read', async () => {
    const { reference } = await message('I use a wheelchair because of my illness.');
    for (const wrong of [
      { resolution: 'kept' },
      { resolution: 'kept', reason: ' ' },
      { resolution: 'gone' },
      {},
    ])
      expect([wrong, (await decide(reference, 'message', wrong)).status]).toEqual([wrong, 422]);
    const kept = await decide(reference, 'message', { resolution: 'kept', reason: 'Books a ramp for her' });
    expect([kept.status, await kept.json()]).toEqual([
      200,
      { reference, field: 'message', resolution: 'kept' },
    ]);
    const opened = await get(`/v1/submissions/cmp/${reference}`);
    expect(opened.headers.get('Cache-Control')).toBe('no-store');
    expect(await opened.json()).toMatchObject({
      reference,
      form: 'contact',
      to_review: 0,
      reviews: [{ field: 'message', resolution: 'kept', reason: 'Books a ramp for her', kinds: ['health'] }],
    });
    const again = await decide(reference, 'message', { resolution: 'removed' });
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'CONFLICT' }]);
  });

  it('is taken out for good, and what it seemed to speak of with it', async () => {
    const { reference } = await message('I was diagnosed last year.');
    expect((await decide(reference, 'message', { resolution: 'removed' })).status).toBe(200);
    const text = await (await get(`/v1/submissions/cmp/${reference.toLowerCase()}`)).text();
    expect(text).not.toContain('diagnosed');
    expect(JSON.parse(text)).toMatchObject({ reviews: [{ resolution: 'removed', kinds: [] }] });
    expect((await decide(reference, 'email', { resolution: 'removed' })).status).toBe(404);
    expect((await decide('2222-2222-22', 'message', { resolution: 'removed' })).status).toBe(404);
  });

  it('is decided about once by a call that is repeated', async () => {
    const { reference } = await message('I was diagnosed last year.');
    const headers = once();
    const path = `/v1/submissions/cmp/${reference}/texts/message`;
    const send = () => server.send('POST', path, { key: decider, json: { resolution: 'removed' }, headers });
    expect([(await send()).status, (await send()).headers.get('Idempotency-Replayed')]).toEqual([
      200,
      'true',
    ]);
  });
});

it('hands a file out as bytes to save', async () => {
  const { reference } = await submit(server.heed, JOIN, {
    files: [{ field: 'picture', type: 'image/png', name: 'mé;.png', bytes: PICTURE }],
  });
  const opened = (await (await get(`/v1/submissions/cmp/${reference}`)).json()) as { files: string[] };
  expect(opened.files).toEqual(['picture']);
  const file = await get(`/v1/submissions/cmp/${reference}/files/picture`);
  expect([file.status, file.headers.get('Content-Type'), file.headers.get('Content-Disposition')]).toEqual([
    200,
    'application/octet-stream',
    "attachment; filename*=UTF-8''m%C3%A9%3B.png",
  ]);
  expect(Buffer.from(await file.arrayBuffer()).equals(PICTURE)).toBe(true);
  expect((await get(`/v1/submissions/cmp/${reference}/files/email`)).status).toBe(404);
});

it('shows nothing of a form to a key that may not, and no word of somebody who was erased', async () => {
  const { reference, subject } = await message('See you there.');
  for (const path of ['/v1/submissions?policy=cmp', `/v1/submissions/cmp/${reference}`]) {
    expect((await get(path, writer)).status).toBe(403);
    expect((await server.send('GET', path)).status).toBe(401);
  }
  for (const half of [reader, writer])
    expect((await decide(reference, 'message', { resolution: 'removed' }, half)).status).toBe(403);
  await eraseSubject(server.heed, { policy: 'cmp', subject, actor: 'test' });
  expect(await (await get(`/v1/submissions/cmp/${reference}`)).json()).toMatchObject({ answers: null });
});

it('finds somebody who gave a postal address only, and stops letters to them', async () => {
  const handIn = (post: string) =>
    server.send('POST', '/v1/forms/cmp/paper-registration/submissions', {
      key: writer,
      headers: once(),
      json: { post, fields: LETTER.fields, choices: ['no-marketing'] },
    });
  const wrong = await handIn('Eve Example');
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ pointer: '/post' }] }]);
  expect((await handIn('Eve Example|SW1A 1AA|12')).status).toBe(201);
  const key = await server.key('decisions:write');
  const asked = await server.send('POST', '/v1/decisions', {
    key,
    json: {
      policy: 'cmp',
      identifier: { kind: 'post', value: 'EVE EXAMPLE|SW1A1AA|12' },
      channel: 'post',
      purpose: 'direct_marketing',
      attributes: { country: 'GB' },
    },
  });
  expect(((await asked.json()) as { decision: unknown }).decision).toMatchObject({ reason: 'D_OBJECTION' });
});
