import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../testing/production.ts';

let server: TestServer;
let html: string;
beforeAll(async () => {
  server = await openTestServer({ mode: 'demo' });
  const headers = { Accept: 'text/html', Host: 'localhost' };
  const empty = await server.app.request('http://localhost/screenings', { headers });
  const token = /<input type="hidden" name="([^"]+)" value="([^"]*)"/.exec(await empty.text())!;
  const body = new FormData();
  body.set(token[1]!, token[2]!);
  const fields = { policy: 'institute', channel: 'email', purpose: 'direct_marketing', topic: 'events' };
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', new File(['Colour\r\nblue\r\n'], 'list.csv', { type: 'text/csv' }));
  const cookie = empty.headers.get('set-cookie')?.split(';')[0] ?? '';
  const response = await server.app.request('http://localhost/screenings', {
    method: 'POST',
    headers: { ...headers, Cookie: cookie, Origin: 'http://localhost' },
    body,
  });
  html = await response.text();
}, 60_000);
afterAll(() => server.heed.close());

it('offers topics and sources under the organisation that has them, and keeps the choice', () => {
  const groups = [...html.matchAll(/<optgroup label="([^"]+)">(.*?)<\/optgroup>/gs)];
  const named = (name: string) => groups.filter(([, label]) => label === name).map(([, , items]) => items!);
  const institute = named('The Institute of Customer Service');
  expect(institute[0]).toContain('value="awards"');
  expect(institute[0]).toMatch(/value="events" selected/);
  expect(named('Customer Management Practice')[0]).toMatch(/value="events"(?! selected)/);
  expect(named('Customer Management Practice')[0]).not.toContain('value="awards"');
});

it('says in the words of the form how a missing column is named', () => {
  expect(html).toContain('The list needs a column for email');
  expect(html).toContain('enter that name as “Heading of the column to go by”');
  expect(html).not.toContain('can be mapped');
});
