import { request } from 'node:http';
import { expect, it } from 'vitest';
import { openTestHeed } from '../db/testing/stores.ts';
import { startServer } from './server.ts';

it('finishes what is running before it stops, and takes nothing new', async () => {
  const heed = await openTestHeed();
  const server = await startServer(heed, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${server.port}`;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  // A request whose body is still on its way while the process is told to stop.
  const answer = new Promise<number>((resolve, reject) => {
    const slow = request(`${url}/v1/subjects/lookup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    slow.on('response', (response) => resolve(response.statusCode ?? 0));
    slow.on('error', reject);
    slow.write('{"policy":"cmp",');
    setTimeout(() => slow.end('"identifier":{"kind":"email","value":"sam@example.org"}}'), 300);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const drained = server.drain(5_000);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  expect(await answer).toBe(404);
  expect(await drained).toBe(true);
  await heed.close();
});

it('cuts off what does not finish within the limit', async () => {
  const heed = await openTestHeed();
  const server = await startServer(heed, { host: '127.0.0.1', port: 0 });
  const stuck = new Promise<string>((resolve) => {
    const slow = request(`http://127.0.0.1:${server.port}/v1/subjects/lookup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    slow.on('response', () => resolve('answered'));
    slow.on('error', () => resolve('cut off'));
    slow.write('{');
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await server.drain(200)).toBe(false);
  expect(await stuck).toBe('cut off');
  await heed.close();
});
