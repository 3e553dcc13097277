import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import type { HttpApp, HttpEnv } from './env.ts';
import { sendProblem } from './problem.ts';
import { uploadBody } from './uploads.ts';

let heed: Heed;
let app: HttpApp;
let seen: { text: string; mode: number; fields: Record<string, string>; digest: string } | undefined;

beforeAll(async () => {
  heed = await openTestHeed();
  app = new OpenAPIHono<HttpEnv>();
  app.onError((error, c) => sendProblem(c, error));
  app.post('/upload', uploadBody(heed, 100_000), async (c) => {
    const { path } = c.get('upload')!;
    seen = {
      text: await readFile(path, 'utf8'),
      mode: (await stat(path)).mode & 0o777,
      fields: { ...c.get('form') },
      digest: c.get('bodyDigest').toString('hex'),
    };
    return c.text('ok');
  });
  app.post('/fails', uploadBody(heed, 100_000), () => {
    throw new Error('the work failed');
  });
});
afterAll(() => heed.close());
beforeEach(() => {
  seen = undefined;
});

const left = () => readdir(join(heed.folder, 'uploads')).catch(() => []);
const form = (content: string, fields: Record<string, string> = {}) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', new File([content], 'list.csv', { type: 'text/csv' }));
  return body;
};
const raw = (body: string, type: string, path = '/upload') =>
  app.request(path, { method: 'POST', body, headers: { 'Content-Type': type } });

describe('uploads', () => {
  it('reach the handler as a private file that goes afterwards, with the fields beside it', async () => {
    const response = await app.request('/upload', {
      method: 'POST',
      body: form('a,b\n1,2\n', { policy: 'cmp' }),
    });
    expect(response.status).toBe(200);
    expect(seen).toMatchObject({ text: 'a,b\n1,2\n', mode: 0o600, fields: { policy: 'cmp' } });
    expect(await left()).toEqual([]);
  });

  it('may be the file itself', async () => {
    expect((await raw('email\nsam@example.org\n', 'text/csv; charset=utf-8')).status).toBe(200);
    expect(seen?.text).toBe('email\nsam@example.org\n');
  });

  it('have the same digest for the same content, and another for another field', async () => {
    const digest = async (fields: Record<string, string>) => {
      await app.request('/upload', { method: 'POST', body: form('x', fields) });
      return seen!.digest;
    };
    const one = await digest({ policy: 'cmp', channel: 'sms' });
    expect(await digest({ channel: 'sms', policy: 'cmp' })).toBe(one);
    expect(await digest({ policy: 'ics', channel: 'sms' })).not.toBe(one);
  });

  it('leave nothing behind when the work fails', async () => {
    expect((await raw('x', 'text/csv', '/fails')).status).toBe(500);
    expect(await left()).toEqual([]);
  });

  it.each([
    [
      'too large as a form',
      () => app.request('/upload', { method: 'POST', body: form('x'.repeat(100_001)) }),
      413,
    ],
    ['too large as a file', () => raw('x'.repeat(100_001), 'text/csv'), 413],
    ['of another type', () => raw('{}', 'application/json'), 415],
    [
      'without a file',
      () =>
        app.request('/upload', {
          method: 'POST',
          body: (() => {
            const f = new FormData();
            f.set('a', 'b');
            return f;
          })(),
        }),
      422,
    ],
    [
      'torn',
      () =>
        raw(
          '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
          'multipart/form-data; boundary=x',
        ),
      422,
    ],
    ['without a boundary', () => raw('x', 'multipart/form-data; charset=utf-8'), 422],
  ] as const)('are refused and removed when %s', async (_name, send, status) => {
    expect((await send()).status).toBe(status);
    expect(seen).toBeUndefined();
    expect(await left()).toEqual([]);
  });

  it('are given up when the sender goes away', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('email\n'));
      },
      pull(controller) {
        controller.error(new Error('the connection was lost'));
      },
    });
    const response = await app.request('/upload', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'text/csv' },
      duplex: 'half',
    } as RequestInit);
    expect(response.ok).toBe(false);
    expect(await left()).toEqual([]);
  });
});
