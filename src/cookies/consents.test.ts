import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { describeStores } from '../db/testing/stores.ts';
import { addFact } from '../facts/add-fact.ts';
import type { Heed } from '../heed.ts';
import { languagesOf, policyIn } from '../policy/translate/policy-in.ts';
import { bannerConfig } from './banner-config.ts';
import { declaredSet } from './declared.ts';
import { forgetConsent } from './forget-consent.ts';
import { deleteOldConsents } from './keep-consents.ts';
import { consentsOf, linkConsent } from './link-consent.ts';
import { recordConsent } from './record-consent.ts';
import { type ConsentInput, consentSchema } from './schema.ts';
import { isOurReceipt } from './sign-receipt.ts';

const SITE = 'https://www.customermanagementpractice.com';

describeStores('records of cookie choices', (open) => {
  let heed: Heed;
  beforeAll(async () => {
    heed = await open();
  });

  function choice(granted: readonly string[] = []): ConsentInput {
    const policy = heed.policies.get('cmp');
    const { hash, optional } = declaredSet(policy);
    const denied = optional.map(({ id }) => id).filter((id) => !granted.includes(id));
    const { wording } = bannerConfig(policy, '');
    return {
      id: randomUUID(),
      policy: 'cmp',
      hash,
      wording,
      granted: [...granted],
      denied,
      method: 'choose',
      region: '',
    };
  }
  const count = async (id: string) => {
    const { rows } = await sql<{
      n: string;
    }>`select count(*)::text as n from cookie_consent where id = ${id}::uuid`.execute(heed.db);
    return Number(rows[0]!.n);
  };

  it('keep what was granted and refused, the words, and the time of the server', async () => {
    const input = choice(['youtube']);
    const before = Date.now();
    const { receipt, added } = await recordConsent(heed, input, SITE);
    expect(added).toBe(true);
    expect(receipt).toMatchObject({ granted: ['youtube'], denied: input.denied, site: SITE });
    expect(Math.abs(Date.parse(receipt.recorded_at) - before)).toBeLessThan(60_000);
    const { rows } = await sql<{ content: { texts: { intro: string } } }>`
      select content from cookie_wording where hash = ${input.wording}`.execute(heed.db);
    expect(rows[0]!.content.texts.intro).toContain('YouTube');
  });

  it('are the same for the same choice sent many times at once', async () => {
    const input = choice();
    const sent = await Promise.all(Array.from({ length: 20 }, () => recordConsent(heed, input, SITE)));
    expect(sent.filter(({ added }) => added)).toHaveLength(1);
    expect(new Set(sent.map(({ receipt }) => JSON.stringify(receipt))).size).toBe(1);
    expect(await count(input.id)).toBe(1);
  });

  it('are each their own when many come at once', async () => {
    const inputs = Array.from({ length: 30 }, (_, i) => choice(i % 2 ? ['youtube'] : []));
    const sent = await Promise.all(inputs.map((input) => recordConsent(heed, input, SITE)));
    for (const [at, { receipt, added }] of sent.entries()) {
      expect(added).toBe(true);
      expect(receipt).toMatchObject({ id: inputs[at]!.id, granted: inputs[at]!.granted });
      expect(isOurReceipt(heed, receipt)).toBe(true);
    }
    const { rows } = await sql<{ id: string; granted: string[] }>`
      select id::text as id, granted from cookie_consent where id = any(${inputs.map(({ id }) => id)}::uuid[])`.execute(
      heed.db,
    );
    const stored = new Map(rows.map(({ id, granted }) => [id, granted]));
    for (const { id, granted } of inputs) expect(stored.get(id)).toEqual(granted);
  });

  it('take one of two different choices that come under one id at once', async () => {
    const input = choice();
    const other = { ...choice(['youtube']), id: input.id };
    const sent = await Promise.allSettled(
      [input, other, choice()].map((one) => recordConsent(heed, one, SITE)),
    );
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count(input.id)).toBe(1);
  });

  it('hold the words of the language that was read, and no others', async () => {
    const policy = heed.policies.get('cmp');
    expect(languagesOf(policy)).toContain('fr');
    const { wording } = bannerConfig(policyIn(policy, 'fr'), '');
    expect(wording).not.toBe(choice().wording);
    const { receipt } = await recordConsent(heed, { ...choice(), wording }, SITE);
    expect(receipt.wording).toBe(wording);
    const { rows } = await sql<{ content: { language: string } }>`
      select content from cookie_wording where hash = ${wording}`.execute(heed.db);
    expect(rows[0]!.content.language).toBe('fr');
  });

  it('are read for each person alone when many are asked about at once', async () => {
    const people = await Promise.all(
      ['ada', 'ben', 'cy', 'dee'].map(async (name) => {
        const { subject } = await addFact(
          heed,
          {
            policy: 'cmp',
            identifier: { kind: 'email', value: `${name}.reader@example.org` },
            fact: { type: 'enquiry', at: '2026-01-01T00:00:00Z' },
          },
          'test',
        );
        return { subject, input: choice(name === 'dee' ? [] : ['youtube']) };
      }),
    );
    const linked = people.slice(0, 3);
    for (const { subject, input } of linked) {
      await recordConsent(heed, input, SITE);
      await linkConsent(heed, { policy: 'cmp', consent: input.id, subject }, 'test');
    }
    const read = await Promise.all(people.map(({ subject }) => consentsOf(heed, { policy: 'cmp', subject })));
    expect(read.map((choices) => choices.map(({ id }) => id))).toEqual([
      ...linked.map(({ input }) => [input.id]),
      [],
    ]);
    expect(read[0]![0]!.shown.texts.intro).toContain('YouTube');
    const elsewhere = consentsOf(heed, { policy: 'institute', subject: people[0]!.subject });
    await expect(elsewhere).rejects.toMatchObject({ code: 'UNKNOWN_SUBJECT' });
    await expect(consentsOf(heed, { policy: 'cmp', subject: 'nobody' })).rejects.toMatchObject({
      code: 'UNKNOWN_SUBJECT',
    });
  });

  it('refuse another choice under the same id', async () => {
    const input = choice();
    await recordConsent(heed, input, SITE);
    const other = { ...choice(['youtube']), id: input.id };
    await expect(recordConsent(heed, other, SITE)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['a service that is not declared', (input: ConsentInput) => ({ ...input, granted: ['spy'] })],
    ['a service left out', (input: ConsentInput) => ({ ...input, denied: input.denied.slice(1) })],
    ['a service named twice', (input: ConsentInput) => ({ ...input, granted: [input.denied[0]!] })],
    ['another declared set', (input: ConsentInput) => ({ ...input, hash: '0'.repeat(16) })],
    ['words that were never shown', (input: ConsentInput) => ({ ...input, wording: '0'.repeat(64) })],
  ])('refuse %s', async (_what, spoil) => {
    const input = spoil(choice());
    await expect(recordConsent(heed, input, SITE)).rejects.toMatchObject({ code: 'VALIDATION' });
    expect(await count(input.id)).toBe(0);
  });

  it('take no time, address or name from outside', () => {
    for (const extra of ['recorded_at', 'at', 'ip', 'user_agent', 'subject'])
      expect(consentSchema.safeParse({ ...choice(), [extra]: 'x' }).success).toBe(false);
  });

  it('take three statements at most, also for new words, a repeat and a clash', async () => {
    let statements = 0;
    const counting = heed.db.withPlugin({
      transformQuery: ({ node }) => {
        statements++;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const input = choice();
    const counted: Heed = { ...heed, db: counting, folder: heed.folder };
    for (const sent of [input, input, { ...choice(['youtube']), id: input.id }]) {
      statements = 0;
      await recordConsent(counted, sent, SITE).catch(() => undefined);
      expect(statements).toBeGreaterThan(0);
      expect(statements).toBeLessThanOrEqual(3);
    }
  });

  it('lose their link to a person who is erased', async () => {
    const { subject } = await addFact(
      heed,
      {
        policy: 'cmp',
        identifier: { kind: 'email', value: 'ada@example.org' },
        fact: { type: 'enquiry', at: '2026-01-01T00:00:00Z' },
      } as never,
      'test',
    );
    const input = choice();
    await recordConsent(heed, input, SITE);
    await linkConsent(heed, { policy: 'cmp', consent: input.id, subject }, 'test');
    expect(await consentsOf(heed, { policy: 'cmp', subject })).toHaveLength(1);
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' } as never);
    const { rows } = await sql`select 1 from cookie_consent_link where consent = ${input.id}::uuid`.execute(
      heed.db,
    );
    expect(rows).toEqual([]);
    expect(await count(input.id)).toBe(1);
  });

  it('go by their receipt, and by no forged one', async () => {
    const input = choice();
    const { receipt } = await recordConsent(heed, input, SITE);
    expect(isOurReceipt(heed, receipt)).toBe(true);
    await expect(forgetConsent(heed, { ...receipt, id: randomUUID() })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(forgetConsent(heed, { ...receipt, granted: ['youtube'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await count(input.id)).toBe(1);
    await forgetConsent(heed, receipt);
    await forgetConsent(heed, receipt);
    expect(await count(input.id)).toBe(0);
  });

  it('go when choice and proof are over', async () => {
    const [old, young] = [choice(), choice()];
    for (const input of [old, young]) await recordConsent(heed, input, SITE);
    await sql`update cookie_consent set recorded_at = now() - interval '600 days' where id = ${old.id}::uuid`.execute(
      heed.db,
    );
    expect(await deleteOldConsents(heed)).toBe(1);
    expect([await count(old.id), await count(young.id)]).toEqual([0, 1]);
  });
});
