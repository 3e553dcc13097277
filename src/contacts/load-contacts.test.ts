import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { consent, makePerson } from '../db/testing/people.ts';
import { describeStores } from '../db/testing/stores.ts';
import { decideFast } from '../decision/decide.ts';
import { messageSchema } from '../decision/parse-case.ts';
import { CHANNELS } from '../decision/types.ts';
import { appendFacts } from '../facts/append-facts.ts';
import type { NewFact } from '../facts/schema.ts';
import type { Heed } from '../heed.ts';
import { addSuppression } from './add-suppression.ts';
import { decideContact } from './decide-contact.ts';
import { type LoadedContact, loadContacts } from './load-contacts.ts';
import { policyInForce } from './policy-in-force.ts';
import { upsertContacts } from './upsert-contacts.ts';

describeStores('loadContacts', (open) => {
  let heed: Heed;
  let n = 0;
  beforeAll(async () => {
    heed = await open();
  });
  const key = (value: string) => ({ kind: 'email', value }) as const;

  function decide(contact: LoadedContact, channel: string, at: number) {
    const { controller, contact: rules } = policyInForce(heed, 'cmp');
    const question = { at, channel, purpose: 'direct_marketing', message: messageSchema.parse({}) };
    return decideFast({ ...question, controller, subject: contact.profile, facts: contact.facts }, rules);
  }

  it('answers in the order asked: known, unknown and suppressed', async () => {
    const subject = await makePerson(heed, [key('load@example.org')], [consent('2026-01-05T09:00:00Z')]);
    await addSuppression(heed, {
      policy: 'cmp',
      identifier: key('load.stop@example.org'),
      reason: 'objection',
      actor: 'test',
    });
    const keys = ['nobody@example.org', 'load@example.org', 'load.stop@example.org'].map(key);
    const [nobody, known, stopped] = await loadContacts(heed, 'cmp', keys);
    expect(nobody).toMatchObject({ subject: null, profile: {}, facts: [] });
    expect(known).toMatchObject({ subject, profile: { country: 'GB' }, facts: [{ type: 'consent' }] });
    expect(stopped).toMatchObject({ subject: null, facts: [{ type: 'objection' }] });
    expect(await loadContacts(heed, 'ics', keys)).toMatchObject([
      { subject: null },
      { subject: null },
      { facts: [] },
    ]);
  });

  it('decides from the projection as from the whole history', async () => {
    const day = fc
      .integer({ min: 0, max: 300 })
      .map((d) => new Date(Date.UTC(2026, 0, 1) + d * 86_400_000).toISOString());
    const channels = fc.subarray([...CHANNELS], { minLength: 1 });
    const scope = fc.record({
      channels,
      topics: fc.constantFrom<string[] | undefined>(undefined, ['events'], ['training']),
    });
    const fact: fc.Arbitrary<NewFact> = fc.oneof(
      fc.tuple(day, scope).map(([at, s]) => consent(at, s)),
      fc
        .tuple(fc.constantFrom('unsubscribe', 'objection', 'withdrawal'), day, scope)
        .map(([type, at, s]) => ({ type, at, ...s }) as NewFact),
      fc
        .tuple(fc.constantFrom('sale', 'enquiry', 'badge_scan', 'restriction'), day)
        .map(([type, at]) => ({ type, at }) as NewFact),
      fc.tuple(day, fc.boolean()).map(([at, used]): NewFact => ({ type: 'refusal_offered', at, used })),
      fc
        .tuple(day, fc.constantFrom('GB', 'DE', 'CA'))
        .map(([at, country]): NewFact => ({ type: 'profile', at, country })),
      fc
        .tuple(day, fc.constantFrom('subject', 'third_party'))
        .map(([at, from]): NewFact => ({ type: 'obtained', at, from })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 8 }), fc.nat(400), async (facts, later) => {
        const address = key(`projected${++n}@example.org`);
        const subject = await makePerson(heed, [address], facts.slice(0, 4));
        await appendFacts(heed, { controller: 'cmp', subject, facts: facts.slice(4), actor: 'test' });
        const at = Date.now() + later * 86_400_000;
        const [contact] = await loadContacts(heed, 'cmp', [address], { at });
        for (const channel of CHANNELS) {
          const whole = await decideContact(heed, {
            policy: 'cmp',
            identifier: address,
            channel,
            purpose: 'direct_marketing',
            at: new Date(at).toISOString(),
          });
          expect(decide(contact!, channel, at)).toEqual({
            decision: whole.decision.decision,
            reason: whole.decision.reason,
          });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('goes back to the history for the past', async () => {
    const address = key('load.past@example.org');
    const subject = await makePerson(heed, [address], [consent('2026-01-05T09:00:00Z')]);
    const { recorded_at } = await appendFacts(heed, {
      controller: 'cmp',
      subject,
      facts: [consent('2026-02-05T09:00:00Z')],
      actor: 'test',
    });
    await appendFacts(heed, {
      controller: 'cmp',
      subject,
      facts: [{ type: 'objection', at: '2026-03-05T09:00:00Z' }],
      actor: 'test',
    });
    const reason = async (options: { at?: number; knownAt?: string }) => {
      const [contact] = await loadContacts(heed, 'cmp', [address], options);
      return decide(contact!, 'email', options.at ?? Date.now()).reason;
    };
    expect(await reason({})).toBe('D_OBJECTION');
    expect(await reason({ at: Date.UTC(2026, 2, 1) })).toBe('A_CONSENT');
    expect(await reason({ knownAt: recorded_at! })).toBe('A_CONSENT');
  });

  it('takes in and loads thousands', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => ({
      identifiers: [
        key(`bulk${i}@example.org`),
        { kind: 'phone' as const, value: `07700 900${String(i % 1000).padStart(3, '0')}` },
      ],
      facts: [
        { type: 'profile', at: '2026-01-01T00:00:00Z', country: 'GB' } as const,
        { type: 'obtained', at: '2026-01-01T00:00:00Z', from: 'subject' } as const,
      ],
    }));
    const first = await upsertContacts(heed, {
      controller: 'cmp',
      actor: 'test',
      rows: rows.slice(0, 1_000),
    });
    expect(first.every((row) => row.status === 'created')).toBe(true);
    // The second thousand has the phones of the first: each row joins the person who has the number.
    const second = await upsertContacts(heed, { controller: 'cmp', actor: 'test', rows: rows.slice(1_000) });
    expect(second.every((row) => row.status === 'updated')).toBe(true);
    const again = await upsertContacts(heed, {
      controller: 'cmp',
      actor: 'test',
      rows: rows.slice(0, 1_000),
    });
    expect(again.map((row) => row.status === 'unchanged' && row.facts_added === 0)).not.toContain(false);
    const loaded = await loadContacts(
      heed,
      'cmp',
      rows.map((row) => row.identifiers[0]!),
    );
    expect(loaded.filter((contact) => contact.subject && contact.profile.country === 'GB')).toHaveLength(
      2_000,
    );
  });
});

describeStores('upsertContacts', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });
  const upsert = (...rows: Parameters<typeof upsertContacts>[1]['rows']) =>
    upsertContacts(heed, { controller: 'cmp', actor: 'test', rows });
  const email = (value: string) => ({ kind: 'email', value }) as const;

  it('joins rows about one person, and reports bad ones without stopping', async () => {
    const phone = { kind: 'phone', value: '020 7946 0001' } as const;
    const results = await upsert(
      { identifiers: [email('one@example.org')], facts: [] },
      {
        identifiers: [email('ONE@example.org'), phone],
        facts: [{ type: 'sale', at: '2026-01-01T00:00:00Z' }],
      },
      { identifiers: [email('not an address')], facts: [] },
      { identifiers: [phone], facts: [{ type: 'sale', at: '2026-01-01T00:00:00Z' }] },
    );
    expect(results.map((row) => row.status)).toEqual(['created', 'updated', 'invalid', 'unchanged']);
    expect(new Set(results.flatMap((row) => ('subject' in row ? [row.subject] : []))).size).toBe(1);
  });

  it('makes one person when two writers bring the same address', async () => {
    const rows = { identifiers: [email('raced@example.org')], facts: [] };
    const results = (await Promise.all(Array.from({ length: 6 }, () => upsert(rows)))).flat();
    expect(new Set(results.map((row) => ('subject' in row ? row.subject : row.status))).size).toBe(1);
    expect(results.filter((row) => row.status === 'created')).toHaveLength(1);
  });

  it('leaves an identifier with the person who had it first', async () => {
    await upsert(
      { identifiers: [email('first@example.org')], facts: [] },
      { identifiers: [email('second@example.org')], facts: [] },
    );
    const [row] = await upsert({
      identifiers: [email('second@example.org'), email('first@example.org')],
      facts: [],
    });
    expect(row).toMatchObject({ status: 'unchanged', taken: 1 });
  });
});
