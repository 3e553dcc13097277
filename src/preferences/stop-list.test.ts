import { describe, expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { listSuppressions } from '../contacts/suppressions.ts';
import { describeStores } from '../db/testing/stores.ts';
import { knownFacts } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { readStopLink, stopList, undoStop } from './stop-list.ts';
import { reason, subscriber, tokens } from './testing/links.ts';

const YEAR = 365 * 86_400_000;

describeStores('stopping a list by link', (open) => {
  let heed: Heed;
  const use = async () => {
    heed ??= await open();
    return heed;
  };
  const stops = async (subject: string) =>
    (await knownFacts(heed, subject)).filter(({ type }) => type === 'unsubscribe');

  it('stops that list and no other, at once, once however often it is pressed', async () => {
    await use();
    const subject = await subscriber(heed, 'ann@example.org');
    const { stop } = await tokens(heed, 'ann@example.org');
    expect(await reason(heed, 'ann@example.org')).toBe('A_CONSENT');
    for (let press = 0; press < 3; press++) await stopList(heed, { policy: 'cmp', token: stop });
    expect(await reason(heed, 'ann@example.org')).toBe('D_UNSUBSCRIBED');
    const kept = await stops(subject);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({
      actor: 'person',
      has_evidence: true,
      clear: { channels: ['email'], purposes: ['direct_marketing'], topics: ['events'] },
    });
    expect(await reason(heed, 'ann@example.org', 'training')).toBe('D_CONSENT_SCOPE');
  });

  it('still works years later, when it can no longer be undone', async () => {
    await use();
    await subscriber(heed, 'bea@example.org');
    const { stop } = await tokens(heed, 'bea@example.org');
    const later = Date.now() + 7 * YEAR;
    const answer = await stopList(heed, { policy: 'cmp', token: stop }, later);
    expect(answer.mayStart).toBe(false);
    expect(await reason(heed, 'bea@example.org')).toBe('D_UNSUBSCRIBED');
    await expect(undoStop(heed, { policy: 'cmp', token: stop }, later)).rejects.toMatchObject({
      code: 'LINK_TOO_OLD',
    });
  });

  it('is taken back by the person, with the words they saw', async () => {
    await use();
    const subject = await subscriber(heed, 'cat@example.org');
    const { stop } = await tokens(heed, 'cat@example.org');
    await stopList(heed, { policy: 'cmp', token: stop });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await undoStop(heed, { policy: 'cmp', token: stop });
    expect(await reason(heed, 'cat@example.org')).toBe('A_CONSENT');
    const consent = (await knownFacts(heed, subject)).at(-1)!;
    expect(consent).toMatchObject({
      type: 'consent',
      clear: { method: 'preference_centre' },
      has_evidence: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await stopList(heed, { policy: 'cmp', token: stop });
    expect(await reason(heed, 'cat@example.org')).toBe('D_UNSUBSCRIBED');
  });

  it('answers the same after erasure and for somebody never known, and sees to the suppression', async () => {
    await use();
    const subject = await subscriber(heed, 'dee@example.org');
    const known = await tokens(heed, 'dee@example.org');
    const never = await tokens(heed, 'nobody@example.org');
    const before = await readStopLink(heed, { policy: 'cmp', token: known.stop });
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    const erased = await stopList(heed, { policy: 'cmp', token: known.stop });
    const unknown = await stopList(heed, { policy: 'cmp', token: never.stop });
    expect([erased.words, erased.mayStart]).toEqual([before.words, before.mayStart]);
    expect([unknown.words, unknown.mayStart]).toEqual([before.words, before.mayStart]);
    expect(await reason(heed, 'dee@example.org')).toBe('D_SUPPRESSED_ERASED');
    expect(await reason(heed, 'nobody@example.org')).toBe('D_UNSUBSCRIBED');
    await stopList(heed, { policy: 'cmp', token: never.stop });
    const rows = await listSuppressions(heed.db, 'cmp', { limit: 100 });
    expect(rows.filter((row) => row.reason === 'unsubscribe')).toHaveLength(1);
    // Whoever signs up later is met by the stop as well.
    await subscriber(heed, 'nobody@example.org');
    expect(await reason(heed, 'nobody@example.org')).toBe('D_UNSUBSCRIBED');
  });

  it('finds the person again who came back after an erasure', async () => {
    await use();
    const subject = await subscriber(heed, 'eve@example.org');
    const { stop } = await tokens(heed, 'eve@example.org');
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    const again = await subscriber(heed, 'eve@example.org');
    expect(again).not.toBe(subject);
    await stopList(heed, { policy: 'cmp', token: stop });
    expect(await stops(again)).toHaveLength(1);
  });
});

describe('a stop link', () => {
  it('holds nothing of the person', async () => {
    const { openTestHeed } = await import('../db/testing/stores.ts');
    const heed = await openTestHeed();
    await subscriber(heed, 'finn.example@example.org');
    const { stop } = await tokens(heed, 'finn.example@example.org');
    const text = Buffer.from(stop, 'base64url').toString('latin1');
    expect(text).not.toMatch(/finn|example/);
    await heed.close();
  });
});
