import { expect, it } from 'vitest';
import { knownFacts } from '../../facts/known-facts.ts';
import { NEWSLETTER, submit } from '../../forms/testing.ts';
import { openTestServer } from '../../http/testing/production.ts';
import { listOutbox } from '../../mail/outbox.ts';
import { writeMail } from '../../mail/write-mail.ts';
import { makeLink } from '../../preferences/make-link.ts';
import { requestLink } from '../../preferences/request-link.ts';
import { reason, subscriber } from '../../preferences/testing/links.ts';
import { everything, ORIGIN } from './visitor.ts';

it('a scanner that opens every link of every mail, and all they lead to, changes nothing', async () => {
  const { app, heed } = await openTestServer({ origin: ORIGIN });
  const subject = await subscriber(heed, 'ann@example.org');
  await requestLink(heed, { policy: 'cmp', email: 'ann@example.org' });
  await submit(heed, NEWSLETTER, { fields: { email: 'new@example.org' } });
  const links = await makeLink(
    heed,
    { policy: 'cmp', identifier: { kind: 'email', value: 'ann@example.org' }, topic: 'events' },
    ORIGIN,
  );
  const mails = await Promise.all((await listOutbox(heed, 10)).map((mail) => writeMail(heed, mail, ORIGIN)));
  expect(mails.filter(Boolean)).toHaveLength(2);
  const queue = [
    ...mails.flatMap((mail) => mail?.text.match(/https?:\/\/\S+/g) ?? []),
    ...[links.stop_url, links.preferences_url, links.list_unsubscribe.slice(1, -1)],
  ];
  expect(queue.length).toBeGreaterThanOrEqual(6);

  const before = await everything(heed);
  const facts = await knownFacts(heed, subject);
  const opened = new Set<string>();
  while (queue.length > 0 && opened.size < 60) {
    const { pathname, search } = new URL(queue.shift()!, ORIGIN);
    const path = pathname + search;
    if (opened.has(path)) continue;
    opened.add(path);
    for (const method of ['HEAD', 'GET']) {
      const response = await app.request(path, {
        method,
        headers: { Accept: 'text/html', 'User-Agent': 'LinkScanner/1.0', 'X-Purpose': 'preview' },
      });
      expect(response.status, path).toBeLessThan(500);
      if (method === 'HEAD') continue;
      const html = await response.text();
      // Scanners open what a form posts to as well.
      for (const [, link] of html.matchAll(/(?:href|action)="(\/[^"]*)"/g))
        queue.push(link!.replaceAll('&amp;', '&'));
    }
  }
  expect(opened.size).toBeGreaterThan(20);
  expect(await everything(heed)).toBe(before);
  expect(await knownFacts(heed, subject)).toEqual(facts);
  expect(await reason(heed, 'ann@example.org')).toBe('A_CONSENT');
  expect(await reason(heed, 'new@example.org')).toBe('D_NO_CONSENT');
  await heed.close();
});
