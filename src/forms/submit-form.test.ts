import { expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { describeStores } from '../db/testing/stores.ts';
import { knownFacts } from '../facts/known-facts.ts';
import { readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { claimDue } from '../mail/outbox.ts';
import { writeMail } from '../mail/write-mail.ts';
import { reason } from '../preferences/testing/links.ts';
import { confirmConsent, readConfirmation } from './confirm-consent.ts';
import { BOOKING, LETTER, NEWSLETTER, storedText, submit } from './testing.ts';

describeStores('submitting a form', (open) => {
  let heed: Heed;
  const use = async () => {
    heed ??= await open();
  };

  /** The address of a confirmation page, as the mail names it. */
  async function confirmationToken(): Promise<string> {
    const [mail] = await claimDue(heed, 10);
    const written = await writeMail(heed, mail!, 'https://privacy.example.org');
    return /\/confirm\/(\S+)/.exec(written!.text)![1]!;
  }

  it('records what was said and shown, and no consent before it is confirmed by mail', async () => {
    await use();
    const done = await submit(heed, NEWSLETTER);
    expect(done).toMatchObject({
      added: true,
      confirmation_mailed: true,
      notice_version: heed.policies.get('cmp').version,
    });
    const types = (await knownFacts(heed, done.subject)).map(({ type }) => type);
    expect(types).toEqual(['obtained', 'privacy_notice', 'profile', 'refusal_offered']);
    expect(await reason(heed, 'ann@example.org')).toBe('D_NO_CONSENT');

    const token = await confirmationToken();
    const input = { policy: 'cmp', form: 'newsletter', token };
    expect(await readConfirmation(heed, input)).toMatchObject({
      confirmed_at: null,
      reference: done.reference,
    });
    expect(await reason(heed, 'ann@example.org')).toBe('D_NO_CONSENT');
    await confirmConsent(heed, input);
    await confirmConsent(heed, input);
    expect(await reason(heed, 'ann@example.org')).toBe('A_CONSENT');
    const consents = (await readHistory(heed, { subject: done.subject, evidence: true })).filter(
      ({ type }) => type === 'consent',
    );
    expect(consents).toHaveLength(1);
    expect(consents[0]).toMatchObject({
      clear: { method: 'double_opt_in', channels: ['email'], topics: ['events'] },
      evidence: {
        wording: 'Email me about conferences and events',
        wording_version: done.notice_version,
        notice_version: done.notice_version,
        form: 'newsletter',
        reference: done.reference,
      },
    });
    expect(consents[0]!.identifier).not.toBeNull();
  });

  it('takes the box against marketing over every other box, by form and for good', async () => {
    await use();
    const fields = { email: 'boxed@example.org' };
    const done = await submit(heed, BOOKING, { fields, choices: ['email-events', 'no-marketing'] });
    expect(await reason(heed, 'boxed@example.org')).toBe('D_OBJECTION');
    const history = await readHistory(heed, { subject: done.subject, evidence: true });
    expect(history.find(({ type }) => type === 'refusal_offered')).toMatchObject({
      clear: { used: true },
      evidence: { wording: 'Please send me no marketing of any kind', notice_version: done.notice_version },
    });
    const double = await submit(heed, NEWSLETTER, {
      fields: { email: 'boxed.too@example.org' },
      choices: ['email-events', 'no-marketing'],
    });
    expect(double.confirmation_mailed).toBe(false);
    expect(await reason(heed, 'boxed.too@example.org')).toBe('D_OBJECTION');
  });

  it('keeps a sale, and the box that was not ticked, for what the law allows customers', async () => {
    await use();
    const done = await submit(heed, BOOKING, { fields: { email: 'customer@example.org' } });
    const facts = await knownFacts(heed, done.subject);
    expect(facts.find(({ type }) => type === 'sale')).toMatchObject({
      clear: { product: 'event:event-registration' },
    });
    expect(facts.find(({ type }) => type === 'refusal_offered')).toMatchObject({ clear: { used: false } });
    expect(facts.some(({ type }) => type === 'consent' || type === 'notice_at_collection')).toBe(false);
    expect(await reason(heed, 'customer@example.org')).toBe('A_SOFT_OPT_IN');
  });

  it('tells Americans of selling at collection, and hears a browser that opts out', async () => {
    await use();
    const done = await submit(heed, BOOKING, {
      fields: { email: 'cal@example.com', country: 'US' },
      choices: ['share-sponsors'],
      gpc: true,
    });
    const facts = await knownFacts(heed, done.subject);
    expect(facts.find(({ type }) => type === 'notice_at_collection')).toMatchObject({
      clear: { mentions_sale_share: true },
    });
    expect(facts.find(({ type }) => type === 'opt_out_sale_share')).toMatchObject({ clear: { via: 'gpc' } });
  });

  it('keeps nothing of a child, and of others not the year', async () => {
    await use();
    const young = String(new Date().getUTCFullYear() - 16);
    await expect(
      submit(heed, BOOKING, { fields: { email: 'child@example.org', 'year-of-birth': young } }),
    ).rejects.toMatchObject({ code: 'UNDER_AGE' });
    expect(await reason(heed, 'child@example.org')).toBe('D_UNSUPPORTED');
    const before = await storedText(heed);
    expect(before).not.toMatch(/child@|1980|Head of service|Example Street/);
  });

  it('is one submission however often it is sent, and another once an answer changes', async () => {
    await use();
    const base = { fields: { email: 'twice@example.org' }, submission: 'page-token-0001' };
    const [first, second] = await Promise.all([submit(heed, BOOKING, base), submit(heed, BOOKING, base)]);
    expect(second.reference).toBe(first.reference);
    expect(second.subject).toBe(first.subject);
    expect([first.added, second.added].sort()).toEqual([false, true]);
    const changed = await submit(heed, BOOKING, { ...base, choices: ['no-marketing'] });
    expect(changed.added).toBe(true);
    expect(await reason(heed, 'twice@example.org')).toBe('D_OBJECTION');
  });

  it('loses nothing of 200 that one person sends at once', async () => {
    await use();
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        submit(heed, BOOKING, { fields: { email: 'crowd@example.org', company: `Example ${i} Ltd` } }),
      ),
    );
    expect(new Set(all.map(({ subject }) => subject)).size).toBe(1);
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(200);
    const facts = await knownFacts(heed, all[0]!.subject);
    expect(facts.filter(({ type }) => type === 'sale')).toHaveLength(200);
    const kept = await heed.db
      .selectFrom('form_submission' as never)
      .selectAll()
      .execute();
    expect(
      kept.filter((row) =>
        all.some(({ reference }) => reference === (row as { reference: string }).reference),
      ),
    ).toHaveLength(200);
  }, 120_000);

  it('takes a paper form that gives no address when the envelope gave one, and no other', async () => {
    await use();
    const paper = { ...LETTER, strict: true };
    await expect(submit(heed, paper)).rejects.toMatchObject({
      code: 'VALIDATION',
      issues: [{ pointer: '/fields/email' }],
    });
    const post = 'Eve Example|SW1A 1AA|12';
    const submission = 'letter-2026-0001';
    expect((await submit(heed, paper, { post, submission })).added).toBe(true);
    expect((await submit(heed, paper, { post: 'EVE EXAMPLE|sw1a1aa|12', submission })).added).toBe(false);
    expect((await submit(heed, paper, { post: 'Abe Example|SW1A 1AA|12', submission })).added).toBe(true);
    const mailed = submit(heed, paper, { post, choices: ['email-events'] });
    await expect(mailed).rejects.toMatchObject({ issues: [{ pointer: '/fields/email' }] });
    for (const wrong of ['', 'Eve Example', 'Eve|SW1A 1AA|', '4111 1111 1111 1111|SW1A 1AA|12'])
      await expect(submit(heed, paper, { post: wrong })).rejects.toMatchObject({
        issues: [{ pointer: '/post' }],
      });
  });

  it('stops from the end of the day a letter came, whenever it is logged', async () => {
    await use();
    const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
    const paper = {
      policy: 'cmp',
      form: 'paper-registration',
      actor: 'cli',
      received_at: lastWeek,
      fields: {
        'first-name': 'Cy',
        'last-name': 'Example',
        company: 'Example Ltd',
        email: 'cy@example.org',
        country: 'GB',
        event: 'CX Conference',
        'billing-address': '1 Example Road',
      },
      choices: ['email-events', 'no-marketing'],
    };
    const done = await submit(heed, paper);
    expect(done.received_at.slice(0, 10) <= lastWeek).toBe(true);
    expect(await reason(heed, 'cy@example.org')).toBe('D_OBJECTION');
    const later = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await expect(submit(heed, paper, { received_at: later })).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  it('flags a text that speaks of health, and only there', async () => {
    await use();
    const contact = { policy: 'cmp', form: 'contact', actor: 'test', choices: [] };
    const fields = { email: 'dora@example.org', message: 'I use a wheelchair and was diagnosed last year.' };
    await submit(heed, { ...contact, fields });
    await submit(heed, {
      ...contact,
      fields: { email: 'dora@example.org', message: 'When does the hall open?' },
    });
    const fed = { email: 'dora@example.org', 'dietary-needs': 'Halal, and I am diabetic' };
    await submit(heed, BOOKING, { fields: fed });
    const rows = (await heed.db
      .selectFrom('form_review' as never)
      .selectAll()
      .execute()) as { field: string; kinds: string[] }[];
    expect(rows.map(({ field, kinds }) => ({ field, kinds }))).toEqual([
      { field: 'message', kinds: ['health'] },
    ]);
    await eraseSubject(heed, {
      policy: 'cmp',
      identifier: { kind: 'email', value: 'dora@example.org' },
      actor: 'test',
    });
    expect(
      await heed.db
        .selectFrom('form_review' as never)
        .selectAll()
        .execute(),
    ).toEqual([]);
  });
});
