import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../src/paths.ts';
import { withSite } from './site/with-site.ts';

const { site, page } = withSite();
const script = readFileSync(
  join(packageRoot, 'node_modules', '@duckduckgo', 'autoconsent', 'dist', 'autoconsent.playwright.js'),
  'utf8',
);

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly code?: string;
  readonly result?: boolean;
  readonly cmp?: string;
  readonly scheduleSelfTest?: boolean;
}

it('is found by a client that refuses for people, which refuses and sees that it worked', async () => {
  const received: Message[] = [];
  const tell = (message: object) => page().evaluate(`autoconsentReceiveMessage(${JSON.stringify(message)})`);
  await page().exposeBinding('autoconsentSendMessage', async (_source, message: Message) => {
    received.push(message);
    if (message.type === 'init')
      await tell({
        type: 'initResp',
        config: {
          enabled: true,
          autoAction: 'optOut',
          enableHeuristicDetection: true,
          heuristicMode: 'reject',
        },
        rules: { autoconsent: [] },
      });
    if (message.type === 'eval')
      await tell({ type: 'evalResp', id: message.id, result: await page().evaluate(message.code!) });
    if (message.type === 'autoconsentDone') await tell({ type: 'selfTest' });
  });
  const body = `<iframe title="film" src="${site().video.origin}/film.html"></iframe>`;
  await page().goto(site().page({ body }));
  await page().evaluate(script);
  await expect
    .poll(() => received.find(({ type }) => type === 'selfTestResult'), { timeout: 15_000 })
    .toMatchObject({ result: true });
  expect(received.find(({ type }) => type === 'optOutResult')).toMatchObject({ result: true });
  expect(await page().getByRole('button', { name: 'Refuse all' }).count()).toBe(0);
  expect(await page().evaluate('[...heedGuard.granted]')).toEqual([]);
  expect(await page().evaluate('heed.state.decided')).toBe(true);
  expect(site().reached()).toEqual([]);
});
