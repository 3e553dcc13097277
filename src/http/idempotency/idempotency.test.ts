import { hostname } from 'node:os';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { describeStores } from '../../db/testing/stores.ts';
import type { Heed } from '../../heed.ts';
import { createApp } from '../app.ts';
import type { HttpApp } from '../env.ts';
import { issueKey } from '../keys/issue-key.ts';
import { SealedRequest } from './fingerprint.ts';
import { claimRequest, forgetOldResponses, releaseRequest } from './store.ts';

describeStores('Idempotency-Key', (open) => {
  let heed: Heed;
  let app: HttpApp;
  let key: string;
  let other: string;
  beforeAll(async () => {
    heed = { ...(await open()), mode: 'production' };
    app = createApp(heed);
    key = (await issueKey(heed, { name: 'One', scopes: ['admin'] })).key;
    other = (await issueKey(heed, { name: 'Two', scopes: ['admin'] })).key;
  });

  const newKey = (name: string, idempotencyKey: string | undefined, by = key, to = app) =>
    to.request('/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name, scopes: ['decisions:read'] }),
      headers: {
        Authorization: `Bearer ${by}`,
        'Content-Type': 'application/json',
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      },
    });
  const issued = async (name: string) => {
    const { rows } = await sql<{
      n: string;
    }>`select count(*)::text as n from api_key where name = ${name}`.execute(heed.db);
    return Number(rows[0]!.n);
  };

  it('gives a repeated call the same answer and does its work once', async () => {
    const first = await newKey('Repeated', '"repeat-0001"');
    const second = await newKey('Repeated', '"repeat-0001"');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(await issued('Repeated')).toBe(1);
  });

  it('takes the key with and without the quotes of a structured field as the same', async () => {
    const first = await newKey('Quoted', '"quoted-0001"');
    expect(await (await newKey('Quoted', 'quoted-0001')).text()).toBe(await first.text());
  });

  it('refuses another body under the same key', async () => {
    await newKey('Body one', 'body-00001');
    const second = await newKey('Body two', 'body-00001');
    expect(second.status).toBe(422);
    expect(await second.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await issued('Body two')).toBe(0);
  });

  it('keeps callers apart', async () => {
    const mine = await newKey('Mine', 'shared-0001');
    const theirs = await newKey('Theirs', 'shared-0001', other);
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(await issued('Theirs')).toBe(1);
  });

  it('does the work once when ten calls race', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => newKey('Race', 'race-000001')));
    const statuses = answers.map((answer) => answer.status);
    expect(await issued('Race')).toBe(1);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const bodies = new Set(
      await Promise.all(answers.filter((one) => one.status === 201).map((one) => one.text())),
    );
    expect(bodies.size).toBe(1);
  });

  it('says that the first call is still running', async () => {
    const request = new SealedRequest('secret', 'running-01', ['POST']);
    expect(await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000001')).toMatchObject({
      state: 'mine',
    });
    expect(await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000002')).toEqual({
      state: 'running',
    });
  });

  it('takes over at once from a process of this machine that died, and from a database that was away', async () => {
    const request = new SealedRequest('secret', 'dead-00002', ['POST']);
    const claim = (n: number) =>
      claimRequest(heed, 'key_x', request, `00000000-0000-4000-8000-00000000000${n}`);
    expect(await claim(1)).toMatchObject({ state: 'mine' });
    await sql`update idempotency set owner = ${`${hostname()} ${2 ** 30} 1 -`} where key_hash = ${request.keyHash}`.execute(
      heed.db,
    );
    expect(await claim(2)).toMatchObject({ state: 'mine' });
    await sql`update idempotency set owner = 'elsewhere 1 1 -' where key_hash = ${request.keyHash}`.execute(
      heed.db,
    );
    expect(await claim(3)).toEqual({ state: 'running' });

    const kept = new SealedRequest('secret', 'dead-00003', ['POST']);
    const first = '00000000-0000-4000-8000-000000000004';
    expect(await claimRequest(heed, 'key_x', kept, first)).toMatchObject({ state: 'mine' });
    const away = {
      ...heed,
      db: heed.db.withPlugin({
        transformQuery() {
          throw new Error('away');
        },
        async transformResult({ result }) {
          return result;
        },
      }),
    };
    await expect(releaseRequest(away, 'key_x', kept, first)).rejects.toThrow('away');
    expect(await claimRequest(heed, 'key_x', kept, '00000000-0000-4000-8000-000000000005')).toMatchObject({
      state: 'mine',
    });
  });

  it('leaves a call that it still runs alone, however long it takes', async () => {
    const request = new SealedRequest('secret', 'long-00001', ['POST']);
    await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000006');
    await sql`update idempotency set created_at = now() - interval '16 minutes' where key_hash = ${request.keyHash}`.execute(
      heed.db,
    );
    const again = await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000007');
    expect(again).toEqual({ state: 'running' });
  });

  it('gives the work of an unanswered call to no other call under its key', async () => {
    const request = new SealedRequest('secret', 'other-0001', ['POST', 'one']);
    const first = await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000008');
    await sql`update idempotency set owner = 'elsewhere 1 1 -', created_at = now() - interval '16 minutes'
      where key_hash = ${request.keyHash}`.execute(heed.db);
    const other = new SealedRequest('secret', 'other-0001', ['POST', 'two']);
    expect(await claimRequest(heed, 'key_x', other, '00000000-0000-4000-8000-000000000009')).toEqual({
      state: 'other',
    });
    const second = await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000010');
    expect(second).toEqual(first);
  });

  it('takes over from a process that died elsewhere', async () => {
    const request = new SealedRequest('secret', 'dead-00001', ['POST']);
    await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000001');
    await sql`update idempotency set owner = 'elsewhere 1 1 -' where key_hash = ${request.keyHash}`.execute(
      heed.db,
    );
    await sql`update idempotency set created_at = now() - interval '16 minutes' where key_hash = ${request.keyHash}`.execute(
      heed.db,
    );
    expect(await claimRequest(heed, 'key_x', request, '00000000-0000-4000-8000-000000000002')).toMatchObject({
      state: 'mine',
    });
  });

  /** The work is done, and what was answered is lost: the process died, or the database went away. */
  const loseAnswers = () =>
    sql`update idempotency set response = null, owner = ${`${hostname()} ${2 ** 30} 1 -`}`.execute(heed.db);

  it('gives the key that a try before it issued, when its answer was lost', async () => {
    const first = (await (await newKey('Lost', 'lost-00001')).json()) as { id: string; key: string };
    await loseAnswers();
    const second = await newKey('Lost', 'lost-00001');
    expect([second.status, second.headers.get('Idempotency-Replayed')]).toEqual([201, null]);
    expect(await second.json()).toEqual(first);
    expect(await issued('Lost')).toBe(1);
    const works = await app.request('/v1/policies', { headers: { Authorization: `Bearer ${first.key}` } });
    expect(works.status).toBe(403);
    // Another call, with another body, gets nothing of it.
    await loseAnswers();
    expect((await newKey('Another', 'lost-00001')).status).toBe(422);
    await sql`update idempotency set created_at = now() - interval '25 hours'`.execute(heed.db);
    expect(((await (await newKey('Lost', 'lost-00001')).json()) as { key: string }).key).not.toBe(first.key);
  });

  it('goes on with a call that failed on the way', async () => {
    let cut = false;
    const failing = createApp({
      ...heed,
      db: heed.db.withPlugin({
        transformQuery({ node }) {
          if (cut && node.kind === 'SelectQueryNode')
            throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
          cut ||= node.kind === 'InsertQueryNode';
          return node;
        },
        async transformResult({ result }) {
          return result;
        },
      }),
    });
    const failed = await newKey('Failed', 'failed-0001', key, failing);
    expect([failed.status, await issued('Failed')]).toEqual([503, 1]);
    expect((await newKey('Failed', 'failed-0001')).status).toBe(201);
    expect(await issued('Failed')).toBe(1);
  });

  it('lets a refused call be sent again, mended, under its key', async () => {
    const refused = await app.request('/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name: '', scopes: [] }),
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': 'mended-001',
      },
    });
    expect(refused.status).toBe(422);
    expect((await newKey('Mended', 'mended-001')).status).toBe(201);
  });

  it.each([
    undefined,
    'short',
    'with space here',
    `long-${'x'.repeat(200)}`,
    '"unclosed-key',
  ])('asks for a usable key instead of %j', async (idempotencyKey) => {
    const answer = await newKey('No key', idempotencyKey);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
  });

  it('stores nothing that a stolen database could read', async () => {
    const answer = (await (await newKey('Sealed', 'sealed-0001')).json()) as { key: string };
    const { rows } = await sql<{ row: string }>`
      select caller || encode(key_hash, 'escape') || encode(fingerprint, 'escape') || coalesce(encode(response, 'escape'), '') as row
      from idempotency`.execute(heed.db);
    const all = rows.map(({ row }) => row).join('\n');
    for (const secret of [answer.key, answer.key.slice(-20), 'Sealed', 'sealed-0001'])
      expect(all).not.toContain(secret);
  });

  it('forgets answers after a day', async () => {
    const first = (await (await newKey('Day', 'day-000001')).json()) as { id: string };
    await sql`update idempotency set created_at = now() - interval '25 hours'`.execute(heed.db);
    const second = (await (await newKey('Day', 'day-000001')).json()) as { id: string };
    expect(second.id).not.toBe(first.id);
    await sql`update idempotency set created_at = now() - interval '25 hours'`.execute(heed.db);
    await forgetOldResponses(heed);
    const { rows } = await sql`select 1 from idempotency`.execute(heed.db);
    expect(rows).toEqual([]);
  });
});
