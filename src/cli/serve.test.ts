import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPostgresHeed, openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { serveUntilStopped } from './serve.ts';

beforeEach(() => {
  vi.stubEnv('HEED_LOG', 'silent');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Serves until the work is done, then stops as SIGTERM does. Gives what was printed and the exit code. */
async function serve(heed: Heed, work: (base: string, printed: string) => Promise<void>) {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const exit = serveUntilStopped(heed, { host: '127.0.0.1', port: '0' });
  await vi.waitFor(() => expect(printed).toContain('Stop it with'), { timeout: 20_000 });
  await work(/http:\/\/127\.0\.0\.1:\d+/.exec(printed)![0], printed);
  process.emit('SIGTERM');
  return { code: await exit, printed };
}

describe('heed serve with real data', () => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await openPostgresHeed();
  });
  afterAll(() => heed.close());

  it('prints one key at the first start, which opens everything, and none at the second', async () => {
    const first = await serve(heed, async (base, printed) => {
      const key = /heed_\S+/.exec(printed)![0];
      const headers = { Authorization: `Bearer ${key}` };
      expect((await fetch(`${base}/v1/keys`, { headers })).status).toBe(200);
      expect((await fetch(`${base}/v1/keys`)).status).toBe(401);
      expect((await fetch(`${base}/institute/notice`)).status).toBe(200);
    });
    expect(first.code).toBe(0);
    const second = await serve(heed, async () => {});
    expect(second.code).toBe(0);
    expect(second.printed).not.toContain('heed_');
  });

  it('asks for a key on every page but the notices', async () => {
    await serve(heed, async (base) => {
      for (const path of ['/', '/contact', '/subjects', '/screenings', '/reference']) {
        const response = await fetch(base + path, { headers: { Accept: 'text/html' }, redirect: 'manual' });
        expect([response.status, response.headers.get('Location')]).toEqual([
          303,
          `/sign-in?next=${encodeURIComponent(path)}`,
        ]);
      }
    });
  });
});

it('a demo refuses to listen beyond this machine', async () => {
  const heed = await openTestHeed();
  await expect(serveUntilStopped(heed, { host: '0.0.0.0', port: '0' })).rejects.toMatchObject({
    code: 'NOT_FOR_REAL_DATA',
  });
  await expect(serveUntilStopped(heed, { host: '127.0.0.1', port: 'http' })).rejects.toMatchObject({
    code: 'VALIDATION',
  });
  await expect(serveUntilStopped(heed, { host: '127.0.0.1', port: '0', url: 'heed' })).rejects.toMatchObject({
    code: 'VALIDATION',
  });
  await heed.close();
});
