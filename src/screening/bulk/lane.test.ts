import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AddSuppressionInput, addSuppression } from '../../contacts/add-suppression.ts';
import { eraseSubject } from '../../contacts/erase-subject.ts';
import { openTestHeed } from '../../db/testing/stores.ts';
import { seededRandom } from '../../demo/random.ts';
import type { Heed } from '../../heed.ts';
import { type ScreenListInput, screenList } from '../screen-list.ts';
import { BY_EMAIL, BY_PHONE, CONSENT, loadRegisters, person, screeningFixture } from '../testing.ts';
import { SuppressionTable } from './suppression-table.ts';

const fixture = screeningFixture();
let heed: Heed;
const numberOf = (i: number) => `+447700900${String(i).padStart(3, '0')}`;
const emailOf = (i: number) => `person${i}@example.org`;

beforeAll(async () => {
  heed = await openTestHeed();
  const today = new Date().toISOString().slice(0, 10);
  await loadRegisters(
    heed,
    today,
    [100, 101, 102, 205].map((i) => `07700900${i}`),
  );
  for (const i of [1, 2]) await person(heed, [{ kind: 'email', value: emailOf(i) }], [CONSENT]);
  const both = [
    { kind: 'email' as const, value: emailOf(3) },
    { kind: 'phone' as const, value: numberOf(3) },
  ];
  const gone = await person(heed, both, [CONSENT, { type: 'objection', at: '2026-02-01T00:00:00Z' }]);
  await eraseSubject(heed, { policy: 'cmp', subject: gone, actor: 'test' });
  const suppress = (kind: 'email' | 'phone', value: string, more: Partial<AddSuppressionInput> = {}) =>
    addSuppression(heed, {
      policy: 'cmp',
      identifier: { kind, value },
      reason: 'objection',
      actor: 'test',
      ...more,
    });
  for (const i of [4, 5, 6]) await suppress('email', emailOf(i));
  for (const i of [5, 101, 206]) await suppress('phone', numberOf(i));
  await suppress('email', emailOf(7), { reason: 'unsubscribe', channels: ['sms'] });
  await suppress('email', emailOf(8), { reason: 'withdrawal', topics: ['training'] });
  await suppress('email', emailOf(8), { reason: 'unsubscribe', at: '2026-03-01T00:00:00Z' });
});
afterAll(async () => {
  await heed.close();
  fixture.close();
});

/** Both ways over one list; the files come out the same, byte for byte. */
async function bothWays(text: string | Buffer, question: Omit<ScreenListInput, 'file' | 'out'>, threads = 0) {
  const { file, out } = fixture.list(text as string);
  const other = fixture.out();
  const at = new Date(Date.now() + 60_000).toISOString();
  const asked = { at, ...question, file };
  const slow = await screenList(heed, { ...asked, out, threads: 'none' });
  const fast = await screenList(heed, { ...asked, out: other, threads });
  for (const name of ['rejected.csv', 'allowed.csv', 'refused.csv'])
    expect(readFileSync(join(other, name), 'latin1')).toBe(readFileSync(join(out, name), 'latin1'));
  expect(fast.counts).toEqual(slow.counts);
  expect(fast.reasons).toEqual(slow.reasons);
  expect(fast.examples).toEqual(slow.examples);
  return fast;
}

/** A list of every kind of row that there is, in an order of chance. */
function randomList(seed: number, rows: number, newline: string, columns: readonly string[]): string {
  const { pick, below: whole } = seededRandom(seed);
  const cells: Readonly<Record<string, () => string>> = {
    name: () => pick(['Ann', 'Zoë', 'O’Neil', ' Bo ', '', 'x'.repeat(whole(40))]),
    email: () =>
      pick([
        () => emailOf(whole(40)),
        () => emailOf(whole(40)).toUpperCase(),
        () => ` ${emailOf(whole(12))} `,
        () => `stranger.${whole(1e6)}@mail.example.com`,
        () => `${'long.'.repeat(whole(11))}name${whole(1e6)}@department.of.long-names.example.com`,
        () =>
          pick(['', 'nobody', 'a@b', 'a..b@example.org', 'jö@example.org', 'a@exämple.org', 'a@xn--a.org']),
      ])(),
    phone: () =>
      pick([
        () => numberOf(whole(300)),
        () => `0${numberOf(whole(300)).slice(3)}`,
        () => `07700 900${String(whole(300)).padStart(3, '0')}`,
        () => `+44 20 7946 0${String(whole(1000)).padStart(3, '0')}`,
        () =>
          pick(['', '12', '+33 1 99 00 12 34', '+441481960123', '(0)7700900123', '00447700900005', 'n/a']),
      ])(),
    country: () => pick(['GB', 'GB', 'GB', 'gb', 'United Kingdom', 'DE', 'US', '', 'Atlantis']),
    subscriber: () => pick(['', '', 'individual', 'corporate']),
    'opted out': () => pick(['', '', '', 'no', 'yes']),
  };
  const lines = [columns.join(',')];
  for (let i = 0; i < rows; i++) {
    const row = columns.map((column) => cells[column]!());
    const odd = whole(120);
    if (odd === 0) row.pop();
    if (odd === 1) row[0] = `"${row[0]}, the\n""first"""`;
    if (odd === 2) lines.push('');
    if (odd === 3) row[0] = '\0';
    lines.push(row.join(','));
  }
  return lines.join(newline) + (seed % 2 ? newline : '');
}

describe('a lane gives what the store gives, byte for byte', () => {
  const EMAIL = ['name', 'email', 'country', 'opted out'];
  const PHONE = ['name', 'phone', 'subscriber', 'country'];
  const questions = [
    [BY_EMAIL, EMAIL],
    [{ ...BY_EMAIL, country: 'US' }, ['email', 'name']],
    [BY_PHONE, PHONE],
    [BY_PHONE, ['phone', 'name']],
    [BY_PHONE, ['phone', 'email', 'country']],
    [{ ...BY_EMAIL, message: { topic: 'training' } }, ['email', 'phone', 'name', 'country']],
  ] as const;

  it.each([1, 2])('random lists, %i', { timeout: 120_000 }, async (seed) => {
    for (const [question, columns] of questions)
      await bothWays(randomList(seed * 17, 1000, seed % 2 ? '\n' : '\r\n', columns), question);
  });

  it('lists whose suppressed rows the index cannot confirm', { timeout: 60_000 }, async () => {
    const unsure = vi.spyOn(SuppressionTable.prototype, 'read').mockReturnValue(null);
    await bothWays(randomList(21, 1000, '\n', EMAIL), BY_EMAIL);
    expect(unsure).toHaveBeenCalled();
    unsure.mockRestore();
  });

  it('lists of other newlines, encodings and delimiters', { timeout: 60_000 }, async () => {
    const text = randomList(5, 600, '\r', EMAIL);
    await bothWays(text, BY_EMAIL);
    await bothWays(`\ufeff${randomList(6, 600, '\r\n', EMAIL)}\r\n\r\n\r\n`, BY_EMAIL);
    await bothWays(randomList(7, 600, '\n', EMAIL).replaceAll(',', ';'), BY_EMAIL);
    await bothWays(Buffer.from(randomList(8, 600, '\n', EMAIL), 'latin1'), BY_EMAIL);
    await bothWays('email\n\n\nperson4@example.org\n\n\nstranger@example.org', {
      ...BY_EMAIL,
      country: 'US',
    });
  });

  it('a list of many stretches, on threads', { timeout: 120_000 }, async () => {
    const list = randomList(9, 15_000, '\n', ['name', 'phone', 'country']);
    const { counts } = await bothWays(list, BY_PHONE, 2);
    expect(counts.rows).toBeGreaterThan(14_000);
  });

  it('goes on after an interruption at any stretch', { timeout: 60_000 }, async () => {
    const { file, out } = fixture.list(
      randomList(10, 20_000, '\n', ['email', 'country']).replaceAll('"', ''),
    );
    const asked = { ...BY_EMAIL, at: new Date(Date.now() + 60_000).toISOString(), file, threads: 0 };
    let calls = 0;
    const stopAt = (call: number) => () => {
      if (++calls === call) throw new Error('power cut');
    };
    await expect(
      screenList(heed, { ...asked, out, checkpointEvery: 1, onProgress: stopAt(2) }),
    ).rejects.toThrow('power cut');
    const resumed = await screenList(heed, { ...asked, out });
    const whole = fixture.out();
    const once = await screenList(heed, { ...asked, out: whole, threads: 'none' });
    for (const name of ['rejected.csv', 'allowed.csv', 'refused.csv'])
      expect(readFileSync(join(out, name), 'latin1')).toBe(readFileSync(join(whole, name), 'latin1'));
    expect(resumed.counts).toEqual(once.counts);
  });
});
