import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { describeStores, openTestHeed } from '../db/testing/stores.ts';
import { knownFacts } from '../facts/known-facts.ts';
import { readHistory } from '../facts/read-history.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import { reason } from '../preferences/testing/links.ts';
import { answerPeriods } from './answer-periods.ts';
import { endForms } from './end-forms.ts';
import { readFile } from './form-file.ts';
import { purgeAnswers } from './purge-answers.ts';
import { readSubmission } from './read-submission.ts';
import { BOOKING, NEWSLETTER, PICTURE, submit } from './testing.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('the periods of a form', () => {
  it('run to the end of their last day, the longest of those that the purposes name', async () => {
    const heed = await openTestHeed();
    const news = answerPeriods(heed.policies.get('cmp'), 'newsletter');
    expect(news.ends).toBe('receipt');
    // Two years of marketing; in British summer time the day ends an hour earlier than in UTC.
    expect(news.until('email', Date.parse('2026-06-15T10:00:00Z'))).toBe(Date.parse('2028-06-15T23:00:00Z'));
    expect(news.until('email', Date.parse('2026-02-28T10:00:00Z'))).toBe(day('2028-02-29'));
    const booking = answerPeriods(heed.policies.get('cmp'), 'event-registration');
    expect(booking.ends).toBe('later');
    const over = Date.parse('2026-11-20T18:00:00Z');
    expect(booking.until('dietary-needs', over)).toBe(day('2026-12-21'));
    expect(booking.until('first-name', over)).toBe(day('2032-11-21'));
    // Six years after the financial year, not after the event.
    expect(booking.until('billing-address', over)).toBe(day('2033-01-01'));
    expect(booking.until('no-such-field', over)).toBeNull();
    await heed.close();
  });
});

describeStores('the end of a form’s time', (open) => {
  let heed: Heed;
  const use = async () => {
    heed ??= await open();
  };
  const at = (reference: string) => ({ policy: 'cmp', reference });
  const of = (done: Awaited<ReturnType<typeof purgeAnswers>>, form: string) =>
    done.find((one) => one.policy === 'cmp' && one.form === form);
  const years = (n: number) => Date.now() + n * 366 * 86_400_000;

  it('takes a sign-up away and leaves what was chosen, with its proof', async () => {
    await use();
    const contact = { policy: 'cmp', form: 'contact', actor: 'person', choices: ['email-events'] };
    const fields = {
      email: 'old@example.org',
      message: 'I was diagnosed with boredom. More events, please.',
      country: 'GB',
    };
    const { reference, subject } = await submit(heed, { ...contact, fields });
    const facts = await knownFacts(heed, subject);
    expect(of(await purgeAnswers(heed), 'contact')).toMatchObject({ gone: 0, cut: 0 });
    expect(of(await purgeAnswers(heed, { now: years(5.9) }), 'contact')).toMatchObject({ gone: 0, cut: 0 });
    const dry = await purgeAnswers(heed, { now: years(6.1), dryRun: true });
    expect(of(dry, 'contact')).toMatchObject({ gone: 1 });
    expect((await readSubmission(heed, at(reference))).answers).toHaveLength(3);
    expect(of(await purgeAnswers(heed, { now: years(6.1) }), 'contact')).toMatchObject({ gone: 1 });
    await expect(readSubmission(heed, at(reference))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await sql`select 1 from form_review`.execute(heed.db)).rows).toEqual([]);
    expect(await knownFacts(heed, subject)).toEqual(facts);
    const consent = (await readHistory(heed, { subject, evidence: true })).find(
      ({ type }) => type === 'consent',
    );
    expect(consent).toMatchObject({
      evidence: { wording: 'Email me about conferences and events', reference },
    });
    expect(await reason(heed, 'old@example.org')).toBe('A_CONSENT');
    expect(of(await purgeAnswers(heed, { now: years(7) }), 'contact')).toBeUndefined();
  });

  it('waits for the end of an event, then goes answer by answer', async () => {
    await use();
    const guest = { email: 'guest@example.org', 'dietary-needs': 'No nuts' };
    const { reference } = await submit(heed, BOOKING, { fields: guest });
    const other = await submit(heed, BOOKING, { fields: { ...guest, event: 'Another day' } });
    expect(of(await purgeAnswers(heed, { now: years(30) }), 'event-registration')).toMatchObject({
      gone: 0,
      cut: 0,
      waiting: 2,
    });
    const today = new Date().toISOString().slice(0, 10);
    const end = { policy: 'cmp', form: 'event-registration', on: today };
    await expect(endForms(heed, { ...end, form: 'contact' })).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(endForms(heed, { ...end, on: '2999-01-01' })).rejects.toMatchObject({ code: 'VALIDATION' });
    expect(await endForms(heed, { ...end, event: 'cx conference ' })).toBe(1);
    expect(await endForms(heed, { ...end, event: 'cx conference' })).toBe(0);
    const month = Date.now() + 33 * 86_400_000;
    expect(of(await purgeAnswers(heed, { now: month }), 'event-registration')).toEqual({
      policy: 'cmp',
      form: 'event-registration',
      gone: 0,
      cut: 1,
      waiting: 1,
    });
    const ids = (await readSubmission(heed, at(reference))).answers?.map(({ id }) => id);
    expect(ids).toContain('billing-address');
    expect(ids).not.toContain('dietary-needs');
    expect((await readSubmission(heed, at(other.reference))).answers?.map(({ id }) => id)).toContain(
      'dietary-needs',
    );
    expect(of(await purgeAnswers(heed, { now: month }), 'event-registration')).toMatchObject({ cut: 0 });
    await purgeAnswers(heed, { now: years(6.02) });
    const left = (await readSubmission(heed, at(reference))).answers?.map(({ id }) => id);
    expect(left).toEqual(['billing-address']);
    await purgeAnswers(heed, { now: years(8) });
    await expect(readSubmission(heed, at(reference))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes files as well, and looks again when the policy changes its periods', async () => {
    await use();
    const photo = { field: 'profile-photo', name: 'me.png', type: 'image/png', bytes: PICTURE };
    const fields = {
      'first-name': 'Pia',
      'last-name': 'E',
      email: 'pia@example.org',
      country: 'GB',
      'year-of-birth': '1980',
    };
    const join = { policy: 'cmp', form: 'join-digital-service', actor: 'person', fields, choices: [] };
    const { reference } = await submit(heed, join, { files: [photo] });
    const on = new Date().toISOString().slice(0, 10);
    await endForms(heed, { policy: 'cmp', form: 'join-digital-service', on });
    await purgeAnswers(heed);
    expect((await readFile(heed, { ...at(reference), field: 'profile-photo' })).name).toBe('me.png');
    const cmp = heed.policies.get('cmp');
    const rules = cmp.data.retention.rules.map((rule) =>
      rule.id === 'member-profile' ? { ...rule, period: 'P1D' } : rule,
    );
    const retention = { ...cmp.data.retention, rules };
    const shorter = { ...cmp, digest: 'another', data: { ...cmp.data, retention } };
    const policies = { ...heed.policies, get: () => shorter, list: () => [shorter] };
    const later = Date.now() + 3 * 86_400_000;
    expect(of(await purgeAnswers(heed, { now: later }), 'join-digital-service')).toMatchObject({ cut: 0 });
    const changed = await purgeAnswers({ ...heed, policies }, { now: later });
    expect(of(changed, 'join-digital-service')).toMatchObject({ cut: 1 });
    await expect(readFile(heed, { ...at(reference), field: 'profile-photo' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('goes over more than one batch, once, while two run at the same time', async () => {
    await use();
    const rows = 150;
    for (let i = 0; i < rows; i++)
      await submit(heed, NEWSLETTER, { fields: { email: `n${i}@example.org` }, choices: [] });
    const both = await Promise.all([1, 2].map(() => purgeAnswers(heed, { now: years(2.1) })));
    const gone = both.reduce((sum, done) => sum + (of(done, 'newsletter')?.gone ?? 0), 0);
    expect(gone).toBe(rows);
    const { rows: left } = await sql<{
      subject: string;
    }>`select subject from form_submission where form = 'newsletter'`.execute(heed.db);
    expect(left.map(({ subject }) => publicId('sub', subject))).toEqual([]);
  });
});
