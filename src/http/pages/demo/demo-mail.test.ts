import { expect, it } from 'vitest';
import { requestLink } from '../../../preferences/request-link.ts';
import { subscriber } from '../../../preferences/testing/links.ts';
import { openTestServer } from '../../testing/production.ts';

it('shows what a demo would have mailed, with links that work, and takes nothing away', async () => {
  const server = await openTestServer({ mode: 'demo' });
  const get = async (path: string) => (await server.app.request(`http://127.0.0.1${path}`)).text();
  expect(await get('/demo/mail')).toContain('Nothing yet');
  await subscriber(server.heed, 'ann@example.org');
  await requestLink(server.heed, { policy: 'cmp', email: 'ann@example.org' });
  await requestLink(server.heed, { policy: 'cmp', email: 'nobody@example.org' });
  for (let look = 0; look < 2; look++) {
    const page = await get('/demo/mail');
    expect(page).toContain('To ann@example.org');
    expect(page).not.toContain('nobody@');
    const [, path] = /href="http:\/\/127\.0\.0\.1(\/cmp\/preferences\/[^"]+)"/.exec(page)!;
    expect(await get(path!)).toContain('Your choices');
  }
  const elsewhere = await server.app.request('http://heed.example.org/demo/mail');
  expect(elsewhere.status).toBe(421);
  await server.heed.close();
});

it('is not there where data is real', async () => {
  const server = await openTestServer();
  const key = await server.key('admin');
  expect((await server.send('GET', '/demo/mail', { key })).status).toBe(404);
  await server.heed.close();
});
