import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHeed } from '../../db/testing/stores.ts';
import type { Heed } from '../../heed.ts';
import { createApp } from '../app.ts';
import type { HttpApp } from '../env.ts';
import { once } from '../testing/production.ts';

const PERSON = { policy: 'institute', identifier: { kind: 'email', value: 'strict@example.org' } };
const ASK = { ...PERSON, channel: 'email', purpose: 'direct_marketing' };
const STOP = { type: 'objection', at: '2026-01-01T00:00:00Z' };

let heed: Heed;
let app: HttpApp;
beforeAll(async () => {
  heed = await openTestHeed();
  app = createApp(heed);
});
afterAll(() => heed.close());

async function send(path: string, json: unknown) {
  const headers = { 'Content-Type': 'application/json', ...once() };
  const answer = await app.request(path, { method: 'POST', body: JSON.stringify(json), headers });
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came
  return { status: answer.status, body: (await answer.json()) as any };
}

it.each([
  ['/v1/decisions', { ...ASK, at: '2026-09-01t10:00:00z' }],
  ['/v1/decisions', { ...ASK, record: false, as_known_at: '2026-09-01t10:00:00.123+01:00' }],
  ['/v1/facts', { ...PERSON, fact: { ...STOP, at: '2026-01-01t00:00:00z' } }],
  ['/v1/suppressions', { ...PERSON, reason: 'objection', at: '2026-01-01t00:00:00z' }],
  ['/v1/keys', { name: 'Small letters', scopes: ['decisions:read'], expires_at: '2099-01-01t00:00:00z' }],
])('reads small letters in an instant (RFC 3339 section 5.6): %s %j', async (path, json) => {
  const { status, body } = await send(path, json);
  expect([status < 300, body.errors]).toEqual([true, undefined]);
});

it('takes an instant in small letters for the same fact', async () => {
  const fact = { type: 'sale', at: '2026-02-03T04:05:06Z' };
  const first = await send('/v1/facts', { ...PERSON, fact });
  const again = await send('/v1/facts', { ...PERSON, fact: { ...fact, at: '2026-02-03t04:05:06z' } });
  expect(again.body).toMatchObject({ added: false, fact: first.body.fact });
});

it.each([
  ['/v1/decisions', { ...ASK, message: { topic: null } }, '/message/topic'],
  ['/v1/decisions', { ...ASK, subject: null }, '/subject'],
  ['/v1/decisions', { ...ASK, attributes: { country: null } }, '/attributes/country'],
  ['/v1/facts', { ...PERSON, fact: { ...STOP, channels: null } }, '/fact/channels'],
  ['/v1/suppressions', { ...PERSON, reason: 'objection', topics: null }, '/topics'],
])('says of a null that the field is to be left out: %s %j', async (path, json, pointer) => {
  const { status, body } = await send(path, json);
  expect([status, body.code]).toEqual([422, 'VALIDATION']);
  expect(body.errors).toEqual([{ pointer, detail: 'null says nothing here; leave the field out' }]);
});

it.each([
  ['/v1/decisions', { ...ASK, policy: undefined }, '/policy', 'This field is needed'],
  ['/v1/decisions', { ...ASK, identifier: undefined }, '/subject', /^Name the person/],
  ['/v1/facts', { policy: 'institute', fact: STOP }, '/subject', /name the person/],
  ['/v1/facts', PERSON, '/fact', 'This field is needed'],
  ['/v1/subjects/lookup', { policy: 'institute' }, '/identifier', 'This field is needed'],
])('names what is missing: %s %j', async (path, json, pointer, detail) => {
  const { status, body } = await send(path, json);
  expect([status, body.code]).toEqual([422, 'VALIDATION']);
  expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
});
