import { beforeAll, describe, expect, it } from 'vitest';
import { consent, makePerson } from '../db/testing/people.ts';
import { describeStores } from '../db/testing/stores.ts';
import { addFact } from '../facts/add-fact.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { decisionIds } from '../screening/decision-id.ts';
import { addSuppression } from './add-suppression.ts';
import { decideContact } from './decide-contact.ts';
import { explainDecision } from './explain-decision.ts';
import { listPermissions } from './list-permissions.ts';
import { replayDecision } from './replay-decision.ts';

describeStores('decideContact', (open) => {
  let heed: Heed;
  let n = 0;
  beforeAll(async () => {
    heed = await open();
  });
  const address = () => ({ kind: 'email', value: `decide${++n}@example.org` }) as const;
  const email = { policy: 'cmp', channel: 'email', purpose: 'direct_marketing' };
  const stop: NewFact = { type: 'unsubscribe', at: '2026-06-01T09:00:00Z', channels: ['email'] };
  const append = (subject: string, ...facts: NewFact[]) =>
    appendFacts(heed, { controller: 'cmp', subject, facts, actor: 'test' });

  it('allows by consent and sees a stop at once', async () => {
    const identifier = address();
    const subject = await makePerson(heed, [identifier], [consent('2026-01-05T09:00:00Z')]);
    expect((await decideContact(heed, { ...email, identifier })).decision).toMatchObject({
      decision: 'allow',
      reason: 'A_CONSENT',
    });
    await append(subject, stop);
    const after = await decideContact(heed, { ...email, subject });
    expect(after.decision).toMatchObject({ decision: 'deny', reason: 'D_UNSUBSCRIBED' });
    expect(after.decision.blocked_by[0]).toMatch(/^fact_/);
  });

  it('decides for the past and as known in the past', async () => {
    const subject = await makePerson(heed, [address()], [consent('2026-01-05T09:00:00Z')]);
    const { recorded_at } = await append(subject, {
      type: 'profile',
      at: '2020-01-02T00:00:00Z',
      entity: 'natural_person',
    });
    await append(subject, stop);
    const reason = async (more: object) =>
      (await decideContact(heed, { ...email, subject, ...more })).decision.reason;
    expect(await reason({})).toBe('D_UNSUBSCRIBED');
    expect(await reason({ at: '2026-05-31T09:00:00Z' })).toBe('A_CONSENT');
    expect(await reason({ asKnownAt: recorded_at })).toBe('A_CONSENT');
  });

  it('denies the unknown, and knows a suppressed stranger', async () => {
    const identifier = address();
    const attributes = { country: 'GB' };
    const ask = () => decideContact(heed, { ...email, identifier, attributes });
    expect(await ask()).toMatchObject({
      subject: null,
      decision: { decision: 'deny', reason: 'D_NO_CONSENT' },
    });
    await addSuppression(heed, { policy: 'cmp', identifier, reason: 'objection', actor: 'test' });
    expect((await ask()).decision).toMatchObject({ decision: 'deny', reason: 'D_OBJECTION' });
  });

  it('keeps two mailboxes of one person apart', async () => {
    const [work, home] = [address(), address()];
    const subject = await makePerson(heed, [work, home]);
    const fact = consent('2026-01-05T09:00:00Z');
    await addFact(heed, { policy: 'cmp', identifier: work, fact }, 'test');
    const decision = async (identifier: object) =>
      (await decideContact(heed, { ...email, ...identifier })).decision.decision;
    expect(await decision({ identifier: work })).toBe('allow');
    expect(await decision({ identifier: home })).toBe('deny');
    expect(await decision({ subject })).toBe('deny');
  });

  it("reads a stranger's country off the number, and replays it", async () => {
    const identifier = { kind: 'phone', value: '+44 20 7946 0991' } as const;
    const asked = {
      policy: 'cmp',
      channel: 'live_call',
      purpose: 'direct_marketing',
      identifier,
      record: true,
    };
    const { decision_id, decision } = await decideContact(heed, asked);
    expect(decision.reason).toBe('D_NOT_SCREENED');
    const replay = await replayDecision(heed, { decision: decision_id! });
    expect(replay.identical).toBe(true);
    const elsewhere = { kind: 'phone', value: '+44 1534 900123' } as const;
    expect((await decideContact(heed, { ...asked, identifier: elsewhere })).decision.reason).toBe(
      'D_UNSUPPORTED',
    );
  });

  describe('recorded', () => {
    it('replays byte for byte, whatever was learnt since', async () => {
      const identifier = address();
      const subject = await makePerson(heed, [identifier], [consent('2026-01-05T09:00:00Z')]);
      const asked = { ...email, identifier, record: true, at: '2026-11-01T09:00:00Z' };
      const first = await decideContact(heed, asked);
      await append(subject, stop, { type: 'profile', at: '2026-01-01T00:00:00Z', country: 'DE' });
      const second = await decideContact(heed, asked);
      expect([first.decision.decision, second.decision.decision]).toEqual(['allow', 'deny']);
      for (const { decision_id, decision } of [first, second]) {
        const replay = await replayDecision(heed, { decision: decision_id! });
        expect(replay).toMatchObject({ identical: true, subject, known_at: decision.as_known_at });
        expect(JSON.stringify(replay.replayed)).toBe(JSON.stringify(decision));
      }
      const why = await explainDecision(heed, { decision: second.decision_id!, evidence: true });
      expect(why.facts.map((fact) => fact.type)).toEqual(['unsubscribe']);
      expect(why.sentence).not.toBe('');
    });

    it('replays for strangers, suppressed or not', async () => {
      const identifier = address();
      const asked = { ...email, identifier, record: true, attributes: { country: 'GB' } };
      const first = await decideContact(heed, asked);
      await addSuppression(heed, { policy: 'cmp', identifier, reason: 'unsubscribe', actor: 'test' });
      const second = await decideContact(heed, asked);
      expect([first.decision.reason, second.decision.reason]).toEqual(['D_NO_CONSENT', 'D_UNSUBSCRIBED']);
      for (const { decision_id } of [first, second]) {
        expect(await replayDecision(heed, { decision: decision_id! })).toMatchObject({
          identical: true,
          subject: null,
        });
      }
    });

    it('never misses a stop that was acknowledged, with many at once', async () => {
      const subjects = await Promise.all(
        Array.from({ length: 8 }, () => makePerson(heed, [address()], [consent('2026-01-05T09:00:00Z')])),
      );
      await Promise.all(
        subjects.map(async (subject) => {
          const early = decideContact(heed, { ...email, subject, record: true });
          await append(subject, stop);
          const late = await decideContact(heed, { ...email, subject, record: true });
          expect(late.decision.reason).toBe('D_UNSUBSCRIBED');
          for (const { decision_id } of [await early, late]) {
            expect((await replayDecision(heed, { decision: decision_id! })).identical).toBe(true);
          }
        }),
      );
    });

    it('is not found by a made-up id', async () => {
      await expect(replayDecision(heed, { decision: 'dec_nonsense' })).rejects.toMatchObject({
        code: 'UNKNOWN_DECISION',
      });
    });

    it('says where a row of a screened list is explained', async () => {
      const question = { ...email, list: 'a', policy: 'b', topic: null, at: '2026-06-01T09:00:00Z' };
      await expect(explainDecision(heed, { decision: decisionIds(question)(7) })).rejects.toMatchObject({
        code: 'UNKNOWN_DECISION',
        message: expect.stringContaining('heed screen explain'),
      });
    });
  });

  it('lists what a person may be contacted for', async () => {
    const subject = await makePerson(
      heed,
      [address()],
      [
        consent('2026-01-05T09:00:00Z'),
        { type: 'unsubscribe', at: '2026-06-01T09:00:00Z', channels: ['sms'] },
      ],
    );
    const { permissions } = await listPermissions(heed, { policy: 'cmp', subject });
    const find = (channel: string) =>
      permissions.find(
        (one) => one.channel === channel && one.purpose === 'direct_marketing' && one.topic === null,
      );
    expect(find('email')).toMatchObject({ decision: 'allow', reason: 'A_CONSENT' });
    expect(find('sms')).toMatchObject({ decision: 'deny', reason: 'D_UNSUBSCRIBED' });
    const topics = heed.policies.get('cmp').data.purposes.topics.length;
    expect(
      permissions.filter((one) => one.channel === 'post' && one.purpose === 'direct_marketing'),
    ).toHaveLength(topics + 1);
  });

  it.each([{ policy: 'nobody' }, { policy: 'law' }])('refuses %o', async (more) => {
    await expect(decideContact(heed, { ...email, ...more, identifier: address() })).rejects.toMatchObject({
      code: 'UNKNOWN_POLICY',
    });
  });
});
