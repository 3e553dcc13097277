import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePlace, type Place } from '../places.ts';
import { eachLeafAs, HOSTILE_JSON, HOSTILE_TEXTS } from './hostile-texts.ts';
import { type ServerProcess, startServing } from './server.ts';

let place: Place;
let server: ServerProcess;
beforeAll(async () => {
  place = await makePlace('pglite');
  // A demo asks for no key, so pages and API are both open.
  server = await startServing({ ...place, args: ['--demo'] });
});
afterAll(async () => {
  await server?.stop();
  await place?.drop();
});

const FACT = {
  policy: 'cmp',
  identifier: { kind: 'email', value: 'hostile@example.org' },
  fact: {
    type: 'consent',
    at: '2026-03-01T10:00:00Z',
    channels: ['email'],
    purposes: ['direct_marketing'],
    topics: ['events'],
    method: 'unticked_box',
    evidence: {
      wording: 'Yes',
      wording_version: 'signup@3',
      notice_version: 'cmp@2026-11-22',
      source: 'Join page',
      form: 'join',
      reference: 'ticket 1',
      collected_by: 'desk',
      note: 'none',
    },
  },
};
const DECISION = {
  policy: 'cmp',
  identifier: { kind: 'email', value: 'hostile@example.org' },
  channel: 'email',
  purpose: 'direct_marketing',
  message: { topic: 'events' },
  at: '2026-09-01T10:00:00Z',
};
const SUPPRESSION = {
  policy: 'cmp',
  identifier: { kind: 'email', value: 'hostile@example.org' },
  reason: 'objection',
};
const CALLS: readonly [string, unknown][] = [
  ['/v1/facts', FACT],
  ['/v1/decisions', DECISION],
  ['/v1/subjects/lookup', { policy: 'cmp', identifier: { kind: 'email', value: 'hostile@example.org' } }],
  ['/v1/suppressions', SUPPRESSION],
  ['/v1/suppressions/check', { policy: 'cmp', identifier: SUPPRESSION.identifier }],
  ['/v1/keys', { name: 'A key', scopes: ['decisions:read'] }],
];
const post = (path: string, body: unknown) => server.call(path, body, { 'Idempotency-Key': randomUUID() });

/** A refusal of the catalogue or a plain success; never an error of ours. */
async function expectTyped(answer: Response, where: string): Promise<void> {
  const text = await answer.text();
  expect([where, answer.status < 500, text.slice(0, 200)]).toEqual([where, true, text.slice(0, 200)]);
  expect(answer.headers.get('set-cookie')).toBeNull();
  if (answer.status >= 400)
    expect([where, JSON.parse(text)]).toMatchObject([where, { code: expect.stringMatching(/^[A-Z_]+$/) }]);
}

describe('hostile JSON', () => {
  it.each(
    Object.entries(HOSTILE_JSON),
  )('%s is refused with a typed error by every call', async (name, body) => {
    for (const [path] of CALLS) {
      const answer = await server.call(path, body, {
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      });
      expect([path, name, answer.status >= 400 && answer.status < 500]).toEqual([path, name, true]);
      await expectTyped(answer, `${path} ${name}`);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('hostile texts', () => {
  it.each(
    Object.entries(HOSTILE_TEXTS),
  )('%s in every field of every call breaks nothing', async (name, text) => {
    for (const [path, body] of CALLS) {
      expect((await post(path, body)).status, path).toBeLessThan(300);
      for (const { at, body: hostile } of eachLeafAs(body, text))
        await expectTyped(await post(path, hostile), `${path} ${at} ${name}`);
    }
  });

  it.each(Object.entries(HOSTILE_TEXTS))('%s in addresses and queries breaks nothing', async (name, text) => {
    if (name === 'long') return;
    const part = encodeURIComponent(text.toWellFormed());
    for (const path of [
      `/v1/subjects/${part}?policy=cmp`,
      `/v1/decisions/${part}?policy=cmp`,
      `/v1/screenings/${part}`,
      `/v1/screenings/scr_01kat3v5t7q8w2e4r6y8s0h2j4/${part}`,
      `/v1/imports/${part}`,
      `/v1/policies/${part}`,
      `/v1/screenings?cursor=${part}&limit=${part}`,
    ])
      await expectTyped(await server.call(path), `${path} ${name}`);
    for (const path of [
      `/${part}/notice`,
      `/subjects/${part}?policy=cmp`,
      `/screenings/${part}/reasons/${part}`,
      `/subjects?policy=${part}`,
    ]) {
      const answer = await fetch(server.base + path, { headers: { Accept: 'text/html' } });
      const page = await answer.text();
      expect([path, answer.status < 500, page.includes(text)]).toEqual([
        path,
        true,
        page.includes(text) && !/[<>"']/.test(text),
      ]);
    }
  });

  it('comes back escaped on the pages, word for word', async () => {
    const evidence = {
      ...FACT.fact.evidence,
      wording: HOSTILE_TEXTS.script,
      source: HOSTILE_TEXTS.attribute,
      reference: HOSTILE_TEXTS.attributeSingle,
      collected_by: HOSTILE_TEXTS.sql,
      note: HOSTILE_TEXTS.template,
    };
    const value = 'shown@example.org';
    const added = await post('/v1/facts', {
      ...FACT,
      identifier: { kind: 'email', value },
      fact: { ...FACT.fact, evidence },
    });
    expect(added.status).toBe(201);
    const { subject } = (await added.json()) as { subject: string };
    const answer = await fetch(`${server.base}/subjects/${subject}?policy=cmp`, {
      headers: { Accept: 'text/html' },
    });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    for (const text of Object.values(evidence)) {
      const escaped = text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
      expect(page).toContain(escaped);
    }
    expect(page).not.toMatch(/<script>alert|<img src=x|'; drop table/);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /script-src [^;]*'(self|none)'|default-src 'none'/,
    );
  });

  it('comes back escaped from the forms of the pages', async () => {
    for (const [path, field] of [
      ['/subjects', 'person'],
      ['/contact', 'person'],
      ['/screenings', 'column'],
    ] as const) {
      const shown = await fetch(server.base + path, { headers: { Accept: 'text/html' } });
      const cookies = shown.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
      const token = /name="_token" value="([^"]+)"/.exec(await shown.text())?.[1] ?? '';
      for (const [name, text] of Object.entries(HOSTILE_TEXTS)) {
        if (name === 'long') continue;
        const form = new URLSearchParams({
          _token: token,
          policy: 'cmp',
          [field]: text,
          channel: text,
          purpose: text,
          topic: text,
          at: text,
        });
        const answer = await fetch(server.base + path, {
          method: 'POST',
          headers: {
            Accept: 'text/html',
            Origin: server.base,
            'Sec-Fetch-Site': 'same-origin',
            ...(cookies && { Cookie: cookies }),
          },
          body: form,
          redirect: 'manual',
        });
        const page = await answer.text();
        expect([path, name, answer.status]).toEqual([path, name, 422]);
        expect([path, name, /<script>alert|<img src=x|' onmouseover='/.test(page)]).toEqual([
          path,
          name,
          false,
        ]);
      }
    }
  });

  it('in file names adds no header and reaches no other file', async () => {
    const name = 'list"\r\nSet-Cookie: hostile=1\r\nX: ".csv';
    const boundary = 'x'.repeat(20);
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="../../${name}"\r\nContent-Type: text/csv\r\n\r\nemail\na@example.org\n\r\n--${boundary}--\r\n`;
    const answer = await server.call(
      '/v1/screenings?policy=cmp&channel=email&purpose=direct_marketing',
      body,
      {
        'Content-Type': `multipart/form-data; boundary=${boundary}`,
        'Idempotency-Key': randomUUID(),
      },
    );
    await expectTyped(answer, 'upload');
    for (const file of [
      'summary.json%0d%0aSet-Cookie:hostile=1',
      '..%2f..%2f..%2fmaster.key',
      '%2e%2e%2fsigning.key',
      'allowed.csv%00.json',
    ]) {
      for (const path of [
        `/v1/screenings/scr_01kat3v5t7q8w2e4r6y8s0h2j4/${file}`,
        `/screenings/scr_01kat3v5t7q8w2e4r6y8s0h2j4/files/${file}`,
      ]) {
        const { status, headers } = await raw(path);
        expect([path, status >= 400 && status < 500, headers['set-cookie'] ?? []]).toEqual([path, true, []]);
      }
    }
  });

  it('left everything standing', async () => {
    expect((await server.call('/readyz')).status).toBe(200);
    const found = await post('/v1/subjects/lookup', {
      policy: 'cmp',
      identifier: { kind: 'email', value: 'shown@example.org' },
    });
    expect(found.status).toBe(200);
  });
});

/** A path as it stands, without the tidying that fetch does. */
function raw(path: string): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.base);
    request({ hostname, port, path, headers: { Accept: 'text/html' } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode!, headers: answer.headers });
    })
      .once('error', reject)
      .end();
  });
}
