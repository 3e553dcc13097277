import { beforeAll, expect, it } from 'vitest';
import { decideContact } from '../contacts/decide-contact.ts';
import { findSubject } from '../contacts/find-subject.ts';
import { describeStores } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { addFact } from './add-fact.ts';

describeStores('addFact', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });
  const identifier = { kind: 'email', value: 'add.fact@example.org' } as const;
  const add = (fact: object, more: object = {}) =>
    addFact(heed, { policy: 'cmp', identifier, fact, ...more }, 'test');
  const pointers = (fact: object) =>
    add(fact).then(
      () => [],
      (error: { code: string; issues: { pointer: string }[] }) => [
        ...new Set([error.code, ...error.issues.map((issue) => issue.pointer)]),
      ],
    );

  it('makes the person, and a repeat changes nothing', async () => {
    const first = await add({ type: 'sale', at: '2026-01-01T00:00:00Z', product: 'event:x' });
    expect(first.added).toBe(true);
    expect(await add({ type: 'sale', at: '2026-01-01T00:00:00Z', product: 'event:x' })).toEqual({
      ...first,
      added: false,
      recorded_at: null,
    });
  });

  it('refuses a note with a payment card number, without repeating it', async () => {
    const fact = {
      type: 'objection',
      at: '2026-01-01T00:00:00Z',
      evidence: { note: 'Card 5555 5555 5555 4444' },
    };
    expect(await pointers(fact)).toEqual(['VALIDATION', '/fact/evidence/note']);
    await expect(add(fact)).rejects.toSatisfy((error: object) => !JSON.stringify(error).includes('5555'));
  });

  it('refuses a consent that nobody could prove, and leaves no trace of it', async () => {
    const fact = {
      type: 'consent',
      at: '2026-01-01T00:00:00Z',
      channels: ['email'],
      purposes: ['direct_marketing'],
    };
    expect(await pointers(fact)).toEqual([
      'CONSENT_WITHOUT_EVIDENCE',
      '/fact/method',
      '/fact/evidence/wording_version',
      '/fact/evidence/notice_version',
      '/fact/evidence/source',
    ]);
    const stranger = { kind: 'email', value: 'never.made@example.org' } as const;
    await expect(add(fact, { identifier: stranger })).rejects.toMatchObject({
      code: 'CONSENT_WITHOUT_EVIDENCE',
    });
    expect(await findSubject(heed, { policy: 'cmp', identifier: stranger })).toBeNull();
  });

  it.each([
    [{ type: 'sale', at: '2999-01-01T00:00:00Z' }, '/fact/at'],
    [{ type: 'sale' }, '/fact/at'],
    [{ type: 'sale', at: 'yesterday' }, '/fact/at'],
    [{ type: 'erasure', at: '2026-01-01T00:00:00Z' }, '/fact/type'],
    [{ type: 'objection', at: '2026-01-01T00:00:00Z', channels: ['email', 'phone'] }, '/fact/channels/1'],
    [{ type: 'unsubscribe', at: '2026-01-01T00:00:00Z', purposes: ['marketing'] }, '/fact/purposes/0'],
    [{ type: 'objection', at: '2026-01-01T00:00:00Z', topics: ['events', 'gossip'] }, '/fact/topics/1'],
    [{ type: 'register_listing', register: 'TPS', listed_on: '2026-01-01' }, '/fact/type'],
    [{ type: 'gossip', at: '2026-01-01T00:00:00Z' }, '/fact/type'],
    [{ type: 'sale', at: '2026-01-01T00:00:00Z', product: 'ask ann@example.org' }, '/fact/product'],
    [{ type: 'sale', at: '2026-01-01T00:00:00Z', list: '447700900123' }, '/fact/list'],
    [{ type: 'sale', at: '2026-01-01T00:00:00Z', name: 'Ann' }, '/fact'],
  ])('refuses %o at %s', async (fact, pointer) => {
    expect(await pointers(fact)).toEqual(['VALIDATION', pointer]);
  });

  it('corrects a finding by a later fact, and never a stop', async () => {
    const sale = await add({ type: 'sale', at: '2026-01-02T00:00:00Z', product: 'event:wrong' });
    const objection = await add({ type: 'objection', at: '2026-01-03T00:00:00Z', channels: ['email'] });
    await add({ type: 'sale', at: '2026-01-02T00:00:00Z', product: 'event:right', replaces: sale.fact });
    await add({ type: 'objection', at: '2026-01-03T00:00:00Z', channels: ['fax'], replaces: objection.fact });
    const { decision } = await decideContact(heed, {
      policy: 'cmp',
      channel: 'email',
      purpose: 'direct_marketing',
      subject: sale.subject,
    });
    expect(decision.blocked_by).toEqual([objection.fact]);
  });
});
