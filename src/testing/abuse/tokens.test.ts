import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eraseSubject } from '../../contacts/erase-subject.ts';
import { loadVault, newKeyText } from '../../db/load-keys.ts';
import { openTestHeed } from '../../db/testing/stores.ts';
import { knownFacts } from '../../facts/known-facts.ts';
import { NEWSLETTER, submit } from '../../forms/testing.ts';
import type { Heed } from '../../heed.ts';
import { createApp } from '../../http/app.ts';
import { openTestServer, type TestServer } from '../../http/testing/production.ts';
import { rotateKey } from '../../keys/rotate-key.ts';
import { claimDue } from '../../mail/outbox.ts';
import { writeMail } from '../../mail/write-mail.ts';
import { reason, subscriber, tokens } from '../../preferences/testing/links.ts';
import { everything, hidden, ORIGIN, post, seen } from './visitor.ts';

const DAY = 86_400_000;
const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ origin: ORIGIN });
});
afterAll(async () => {
  vi.useRealTimers();
  await server.heed.close();
});

/** Moves the clock of this process, and of nothing else; the database keeps its own. */
const at = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: ms });

async function confirmToken(heed: Heed, email: string): Promise<string> {
  await submit(heed, NEWSLETTER, { fields: { email } });
  for (const mail of await claimDue(heed, 50)) {
    const written = await writeMail(heed, mail, ORIGIN);
    if (written?.to === email) return /\/confirm\/(\S+)/.exec(written.text)![1]!;
  }
  throw new Error('no mail');
}

describe('links of mails', () => {
  it('that are forged, cut, lengthened, of another use or another organisation all find the same nothing', async () => {
    const { app, heed } = server;
    await subscriber(heed, 'tom@example.org');
    await subscriber(heed, 'tom@example.org', 'institute');
    const cmp = await tokens(heed, 'tom@example.org');
    const institute = await tokens(heed, 'tom@example.org', { policy: 'institute' });
    const confirm = await confirmToken(heed, 'tess@example.org');
    const flip = (token: string) => token.slice(0, -9) + (token.at(-9) === 'A' ? 'B' : 'A') + token.slice(-8);
    const wrong = (good: string, others: readonly string[]) => [
      flip(good),
      good.slice(0, -1),
      good.slice(0, -20),
      `${good}A`,
      'A'.repeat(good.length),
      ...others,
    ];
    const places: [string, string[]][] = [
      ['/cmp/stop/', wrong(cmp.stop, [cmp.preferences, institute.stop, confirm])],
      ['/cmp/preferences/', wrong(cmp.preferences, [cmp.stop, institute.preferences, confirm])],
      ['/cmp/forms/newsletter/confirm/', wrong(confirm, [cmp.stop, cmp.preferences])],
      ['/institute/forms/newsletter/confirm/', [confirm]],
      ['/cmp/forms/contact/confirm/', [confirm]],
    ];
    const before = await everything(heed);
    const page = await (await app.request('/cmp/preferences')).text();
    for (const [path, bad] of places) {
      const answers = new Set<string>();
      for (const token of bad) {
        answers.add(
          JSON.stringify(await seen(await app.request(path + token, { headers: { Accept: 'text/html' } }))),
        );
        const pressed = await post(app, path + token, { ...ONE_CLICK, ...hidden(page), all: 'stop' });
        expect([403, 404], path).toContain(pressed.status);
      }
      expect([...answers].map((answer) => JSON.parse(answer).status)).toEqual([404]);
    }
    expect(await everything(heed)).toBe(before);
  });

  it('do once what they do, however often they are replayed', async () => {
    const { app, heed } = server;
    const subject = await subscriber(heed, 'rae@example.org');
    const { stop } = await tokens(heed, 'rae@example.org');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(app, `/cmp/stop/${stop}`, ONE_CLICK, {})),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await knownFacts(heed, subject)).filter(({ type }) => type === 'unsubscribe')).toHaveLength(1);

    const token = await confirmToken(heed, 'ron@example.org');
    const path = `/cmp/forms/newsletter/confirm/${token}`;
    await Promise.all(Array.from({ length: 20 }, () => post(app, path, {})));
    expect(await reason(heed, 'ron@example.org')).toBe('A_CONSENT');
    const { stop: ron } = await tokens(heed, 'ron@example.org');
    await post(app, `/cmp/stop/${ron}`, ONE_CLICK, {});
    // The confirmation stays in the mailbox; pressing it again is no new consent.
    await post(app, path, {});
    expect(await reason(heed, 'ron@example.org')).toBe('D_UNSUBSCRIBED');
  });

  it('stop for years, and start for 30 days', async () => {
    const { app, heed } = server;
    const now = Date.now();
    await subscriber(heed, 'yan@example.org');
    const { stop, preferences } = await tokens(heed, 'yan@example.org');
    at(now + 29 * DAY);
    await post(app, `/cmp/stop/${stop}`, ONE_CLICK, {});
    expect(await reason(heed, 'yan@example.org')).toBe('D_UNSUBSCRIBED');
    vi.setSystemTime(now + 29 * DAY + 1_000);
    expect((await post(app, `/cmp/stop/${stop}/undo`, {})).status).toBe(200);
    expect(await reason(heed, 'yan@example.org')).toBe('A_CONSENT');

    vi.setSystemTime(now + 10 * 365 * DAY);
    const centre = await (await app.request(`/cmp/preferences/${preferences}`)).text();
    expect(centre).toContain('more than 30 days old');
    expect((await post(app, `/cmp/stop/${stop}`, ONE_CLICK, {})).status).toBe(200);
    expect(await reason(heed, 'yan@example.org')).toBe('D_UNSUBSCRIBED');
    expect((await post(app, `/cmp/stop/${stop}/undo`, {})).status).toBe(403);
    expect(await reason(heed, 'yan@example.org')).toBe('D_UNSUBSCRIBED');
    vi.useRealTimers();
  });
});

it('links work after the index key was rotated, and after the person was erased', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-links-'));
  const files = { master: join(folder, 'master.key'), index: join(folder, 'index.key') };
  const env = { HEED_MASTER_KEY_FILE: files.master, HEED_INDEX_KEY_FILE: files.index };
  const saved = { ...process.env };
  for (const file of Object.values(files)) writeFileSync(file, `1:${newKeyText()}\n`, { mode: 0o600 });
  Object.assign(process.env, env);
  const store = await openTestHeed();
  try {
    const heed: Heed = { ...store, mode: 'production', vault: loadVault('production', folder, env) };
    const app = createApp(heed, { origin: ORIGIN });
    const subject = await subscriber(heed, 'ira@example.org');
    const known = await subscriber(heed, 'ivy@example.org');
    const [ira, ivy] = [await tokens(heed, 'ira@example.org'), await tokens(heed, 'ivy@example.org')];
    await rotateKey(heed, { key: 'index' });
    const later: Heed = { ...heed, vault: loadVault('production', folder, env) };
    const restarted = createApp(later, { origin: ORIGIN });
    expect(later.vault.indexVersion).toBe(2);
    for (const one of [app, restarted]) {
      const page = await (await one.request(`/cmp/preferences/${ivy.preferences}`)).text();
      expect(page).toContain('Stop everything');
      // Choices to tick: it is the page of somebody who is known.
      expect(page).toContain('name="list:');
    }
    await post(restarted, `/cmp/stop/${ivy.stop}`, ONE_CLICK, {});
    expect(await reason(later, 'ivy@example.org')).toBe('D_UNSUBSCRIBED');
    expect((await knownFacts(later, known)).filter(({ type }) => type === 'unsubscribe')).toHaveLength(1);

    const before = await seen(await restarted.request(`/cmp/stop/${ira.stop}`));
    await eraseSubject(later, { policy: 'cmp', subject, actor: 'test' });
    expect(await seen(await restarted.request(`/cmp/stop/${ira.stop}`))).toEqual(before);
    expect((await post(restarted, `/cmp/stop/${ira.stop}`, ONE_CLICK, {})).status).toBe(200);
    expect((await restarted.request(`/cmp/preferences/${ira.preferences}`)).status).toBe(200);
    // The link knows the address by the hash of the old key, so that the stop stands beside the erasure.
    expect(await reason(later, 'ira@example.org')).toBe('D_UNSUBSCRIBED');
  } finally {
    process.env = saved;
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
