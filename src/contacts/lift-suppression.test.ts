import { beforeAll, expect, it } from 'vitest';
import { consent, EVIDENCE } from '../db/testing/people.ts';
import { describeStores } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { addSuppression } from './add-suppression.ts';
import { decideContact } from './decide-contact.ts';
import { liftSuppression } from './lift-suppression.ts';

describeStores('suppression', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });
  const identifier = { kind: 'email', value: 'suppressed@example.org' } as const;
  const add = (more: object = {}) =>
    addSuppression(heed, {
      policy: 'cmp',
      identifier,
      reason: 'objection',
      at: '2026-03-01T09:00:00Z',
      actor: 'test',
      ...more,
    });

  it('is kept once, and lifted only by a later valid consent of the person', async () => {
    const first = await add();
    expect(first.added).toBe(true);
    expect(await add()).toEqual({ id: first.id, added: false });
    expect((await add({ channels: ['email'] })).added).toBe(true);

    const lift = (fact: object) => liftSuppression(heed, { policy: 'cmp', identifier, fact }, 'test');
    const code = (fact: object) =>
      lift(fact).then(
        () => 'lifted',
        (error: { code: string }) => error.code,
      );
    expect(await code(consent('2026-03-01T09:00:00Z'))).toBe('STOP_NOT_LIFTABLE');
    expect(await code(consent('2026-04-01T09:00:00Z', { method: 'preticked_box' }))).toBe(
      'STOP_NOT_LIFTABLE',
    );
    expect(
      await code(consent('2026-04-01T09:00:00Z', { source: 'third_party', names_controller: true })),
    ).toBe('STOP_NOT_LIFTABLE');
    expect(await code({ type: 'sale', at: '2026-04-01T09:00:00Z' })).toBe('STOP_NOT_LIFTABLE');
    expect(
      await code(consent('2026-04-01T09:00:00Z', { evidence: { ...EVIDENCE, source: undefined } })),
    ).toBe('CONSENT_WITHOUT_EVIDENCE');
    expect(await lift(consent('2026-04-01T09:00:00Z'))).toMatchObject({ overridden: 2 });
    const { decision } = await decideContact(heed, {
      policy: 'cmp',
      channel: 'email',
      purpose: 'direct_marketing',
      identifier,
      attributes: { country: 'GB' },
    });
    expect(decision.reason).toBe('A_CONSENT');
  });

  it('belongs to one controller and one spelling', async () => {
    await add({ identifier: { kind: 'email', value: ' Shouting@EXAMPLE.org' } });
    const ask = (value: string) =>
      decideContact(heed, {
        policy: 'cmp',
        channel: 'email',
        purpose: 'direct_marketing',
        identifier: { kind: 'email', value },
        attributes: { country: 'GB' },
      });
    expect((await ask('shouting@example.org')).decision.reason).toBe('D_OBJECTION');
    expect((await ask('shouting+x@example.org')).decision.reason).toBe('D_NO_CONSENT');
    expect(heed.vault.hash('cmp', 'email', 'a@example.org')).not.toEqual(
      heed.vault.hash('ics', 'email', 'a@example.org'),
    );
  });

  it('cannot be made in the future', async () => {
    await expect(add({ at: '2999-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'VALIDATION' });
  });
});
