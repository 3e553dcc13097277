import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { newKeyText, parseKeyRing } from '../../db/load-keys.ts';
import { newTestDatabase, packagedPolicies } from '../../db/testing/stores.ts';
import { Vault } from '../../db/vault.ts';
import { knownFacts } from '../../facts/known-facts.ts';
import { listSubmissions } from '../../forms/read-submission.ts';
import { BOOKING, submit } from '../../forms/testing.ts';
import type { Heed } from '../../heed.ts';
import { openHeed } from '../../open-heed.ts';
import { saveChoices } from '../../preferences/save-choices.ts';
import { stopList } from '../../preferences/stop-list.ts';
import { reason, tokens } from '../../preferences/testing/links.ts';

/** Two Heeds on one PostgreSQL, as two processes behind a balancer are. */
async function two(work: (heeds: readonly [Heed, Heed]) => Promise<void>): Promise<void> {
  const { url, drop } = await newTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'heed-crowd-'));
  const vault = new Vault(parseKeyRing(newKeyText(), 'test'), parseKeyRing(newKeyText(), 'test'));
  const policies = await packagedPolicies();
  const log = pino({ level: 'silent' });
  const open = () => openHeed({ mode: 'production', databaseUrl: url, folder, vault, policies, log });
  const heeds = [await open(), await open()] as const;
  try {
    await work(heeds);
  } finally {
    for (const heed of heeds) await heed.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

it('200 forms that one person hands in at once, over two processes, are all there, and one person', async () => {
  await two(async (heeds) => {
    const email = 'crowd@example.org';
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        submit(heeds[i % 2]!, BOOKING, { fields: { email, company: `Example ${i} Ltd` } }),
      ),
    );
    expect(new Set(all.map(({ subject }) => subject)).size).toBe(1);
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(200);
    const facts = await knownFacts(heeds[0], all[0]!.subject);
    expect(facts.filter(({ type }) => type === 'sale')).toHaveLength(200);
    expect(await listSubmissions(heeds[1], 'cmp', { limit: 500 })).toHaveLength(200);
  });
}, 240_000);

it('a hundred double clicks over two processes are one form', async () => {
  await two(async (heeds) => {
    const once = { fields: { email: 'double@example.org' }, submission: 'one-page-token' };
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, i) => submit(heeds[i % 2]!, BOOKING, once)),
    );
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(1);
    expect(all.filter(({ added }) => added)).toHaveLength(1);
  });
}, 240_000);

it('a stop among a crowd of sign-ups that were sent before it is not lost', async () => {
  await two(async ([one, other]) => {
    const email = 'stopper@example.org';
    await submit(one, BOOKING, { fields: { email }, choices: ['email-events'] });
    expect(await reason(one, email)).toBe('A_CONSENT');
    const { stop, preferences: token } = await tokens(one, email);
    const nothing = { wanted: new Set<string>(), shown: new Set<string>(), offered: new Set<string>() };
    const sharing = { sharing: false, sharingShown: false };
    await Promise.all([
      // They all consent, and are dated as they are sent, however long they wait for their turn.
      ...Array.from({ length: 40 }, (_, i) =>
        submit(i % 2 ? one : other, BOOKING, {
          fields: { email, company: `E ${i}` },
          choices: ['email-events'],
        }),
      ),
      stopList(one, { policy: 'cmp', token: stop }),
      saveChoices(other, { policy: 'cmp', token, ...nothing, ...sharing, stopAll: true }),
    ]);
    expect(await reason(one, email)).toBe('D_OBJECTION');
    expect(await reason(other, email)).toBe('D_OBJECTION');
  });
}, 240_000);
