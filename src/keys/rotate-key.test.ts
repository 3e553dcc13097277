import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSuppression } from '../contacts/add-suppression.ts';
import { decideContact } from '../contacts/decide-contact.ts';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { findSubject } from '../contacts/find-subject.ts';
import { loadContacts } from '../contacts/load-contacts.ts';
import { loadVault, newKeyText } from '../db/load-keys.ts';
import { consent, EVIDENCE, makePerson } from '../db/testing/people.ts';
import { describeStores } from '../db/testing/stores.ts';
import { readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { keyUse } from './key-use.ts';
import { retireKey } from './retire-key.ts';
import { rotateKey } from './rotate-key.ts';

const PEOPLE = 150;
const email = (n: number | string) => ({ kind: 'email', value: `rotate-${n}@example.org` }) as const;
const question = {
  policy: 'cmp',
  channel: 'email',
  purpose: 'direct_marketing',
  attributes: { country: 'GB' },
};

describeStores('rotating keys', (open) => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-keys-'));
  const files = { master: join(folder, 'master.key'), index: join(folder, 'index.key') };
  const env = { HEED_MASTER_KEY_FILE: files.master, HEED_INDEX_KEY_FILE: files.index };
  const saved = { ...process.env };
  let heed: Heed;
  /** Another process: it has keys of its own memory, and only the file in common. */
  let other: Heed;
  const subjects: string[] = [];

  beforeAll(async () => {
    for (const file of Object.values(files)) writeFileSync(file, `1:${newKeyText()}\n`, { mode: 0o600 });
    Object.assign(process.env, env);
    heed = { ...(await open()), vault: loadVault('production', folder, env) };
    other = { ...heed, vault: loadVault('production', folder, env) };
    for (let n = 0; n < PEOPLE; n++)
      subjects.push(await makePerson(heed, [email(n)], [consent('2026-01-05T09:00:00Z')]));
    await addSuppression(heed, { policy: 'cmp', identifier: email(0), reason: 'objection', actor: 'test' });
    await addSuppression(heed, {
      policy: 'cmp',
      identifier: email('stranger'),
      reason: 'objection',
      actor: 'test',
    });
    await eraseSubject(heed, { policy: 'cmp', identifier: email(1), actor: 'test' });
  });
  afterAll(() => {
    process.env = saved;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Asks in every way there is, in another process, and returns what was wrong. */
  async function wrongAnswers(n: number): Promise<string[]> {
    const wrong: string[] = [];
    const expectThat = (what: string, is: boolean) => void (is || wrong.push(what));
    const reason = async (ask: object) =>
      (await decideContact(other, { ...question, ...ask })).decision.decision;
    expectThat('known by address', (await reason({ identifier: email(n) })) === 'allow');
    expectThat('known by id', (await reason({ subject: subjects[n]! })) === 'allow');
    expectThat('objected by address', (await reason({ identifier: email(0) })) === 'deny');
    expectThat('objected by id', (await reason({ subject: subjects[0]! })) === 'deny');
    expectThat('objected, unknown', (await reason({ identifier: email('stranger') })) === 'deny');
    expectThat('erased', (await reason({ identifier: email(1) })) === 'deny');
    expectThat('found', (await findSubject(other, { policy: 'cmp', identifier: email(n) })) === subjects[n]!);
    const loaded = await loadContacts(other, 'cmp', [email(n), email('stranger')]);
    expectThat('loaded', loaded[0]!.subject === subjects[n]! && loaded[1]!.facts.length === 1);
    return wrong;
  }

  it.each([
    'master',
    'index',
  ] as const)('keeps every answer right while the %s key is rotated', async (key) => {
    const wrong: string[] = [];
    let rounds = 0;
    let done = false;
    const asking = (async () => {
      for (let n = 2; !done; n = n + 1 < PEOPLE ? n + 1 : 2) {
        wrong.push(...(await wrongAnswers(n)));
        // Stops and people that arrive meanwhile, by the process that rotates and by the other one.
        const writer = rounds % 2 ? heed : other;
        const late = email(`${key}-${rounds}`);
        const subject = await makePerson(writer, [late], [consent('2026-01-05T09:00:00Z')]);
        await addSuppression(writer, { policy: 'cmp', identifier: late, reason: 'objection', actor: 'test' });
        for (const ask of [{ subject }, { identifier: late }]) {
          const { decision } = await decideContact(writer === heed ? other : heed, { ...question, ...ask });
          if (decision.decision !== 'deny') wrong.push(`late stop of ${late.value}`);
        }
        rounds++;
        // The store in this process answers without ever letting a timer run.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const rotated = await rotateKey(heed, { key });
    done = true;
    await asking;
    expect(wrong).toEqual([]);
    expect(rounds).toBeGreaterThan(3);
    expect(rotated).toMatchObject({ version: 2, resumed: false });
    expect(rotated.moved).toBeGreaterThanOrEqual(PEOPLE - 1);
    const use = await keyUse(heed, key);
    expect(use.filter(({ version, movable }) => version === 1 && movable > 0)).toEqual([]);
    expect(statSync(files[key]).mode & 0o777).toBe(0o600);
    expect((await readHistory(heed, { subject: subjects[5]!, evidence: true })).at(-1)!.evidence).toEqual(
      EVIDENCE,
    );
  });

  it('goes on with a rotation that was interrupted, and makes no further version', async () => {
    const file = readFileSync(files.master, 'utf8');
    writeFileSync(files.master, `${file}3:${newKeyText()}\n`);
    await makePerson(heed, [email('between')]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await rotateKey(heed, { key: 'master' })).toMatchObject({ version: 3, resumed: true });
    expect((await keyUse(heed, 'master')).map(({ version }) => version)).toEqual([3]);
  });

  it('destroys a version that nothing needs, and no other', async () => {
    await expect(retireKey(heed, 'master', 3)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(retireKey(heed, 'master', 1)).rejects.toThrow(/ten minutes/);
    const long = new Date(Date.now() - 3_600_000);
    for (const file of Object.values(files)) utimesSync(file, long, long);
    await retireKey(heed, 'master', 1);
    expect(readFileSync(files.master, 'utf8')).not.toMatch(/^1:/m);
    // What is left of people who are not known is found under the first index key alone.
    await expect(retireKey(heed, 'index', 1)).rejects.toThrow(/suppressions/);
    expect(await wrongAnswers(7)).toEqual([]);
  });

  it('takes no key from the environment that it cannot change', async () => {
    const { HEED_MASTER_KEY_FILE: _, ...rest } = process.env;
    process.env = rest;
    await expect(rotateKey(heed, { key: 'master' })).rejects.toMatchObject({ code: 'VALIDATION' });
    process.env = { ...process.env, ...env };
  });
});
