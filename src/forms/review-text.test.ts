import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { forgetErased } from '../contacts/forget-person.ts';
import { describeStores } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { uuidOf } from '../ids.ts';
import { countReviews, listSubmissions, readSubmission } from './read-submission.ts';
import { keepText, removeText } from './review-text.ts';
import { submissionSeal } from './sealed-answers.ts';
import { submit } from './testing.ts';

const MESSAGE = 'I use a wheelchair. Is there a ramp?';
const CONTACT = {
  policy: 'cmp',
  form: 'contact',
  actor: 'person',
  fields: { email: 'rea@example.org', message: MESSAGE, 'first-name': 'Rea' },
  choices: [],
};

describeStores('texts that seem to speak of health', (open) => {
  let heed: Heed;
  async function flagged(more: { language?: string } = {}) {
    heed ??= await open();
    const { reference, subject } = await submit(heed, CONTACT, more);
    return { at: { policy: 'cmp', reference, field: 'message', actor: 'key:tester' }, subject };
  }
  const read = (at: { policy: string; reference: string }) => readSubmission(heed, at);

  it('wait in a list until somebody decides, and are counted', async () => {
    const { at } = await flagged();
    const waiting = await listSubmissions(heed, 'cmp', { toReview: true, limit: 10 });
    expect(waiting.map(({ reference }) => reference)).toContain(at.reference);
    expect((await countReviews(heed)).get('cmp')).toBe(waiting.length);
    expect((await countReviews(heed)).get('institute')).toBe(0);
    const seen = await read({ ...at, reference: at.reference.toLowerCase() });
    expect(seen.answers).toContainEqual({ id: 'message', label: 'Your message', value: MESSAGE });
    expect(seen.reviews).toMatchObject([{ field: 'message', kinds: ['health'], resolution: null }]);
  });

  it('are kept with a reason that only the person’s key opens', async () => {
    const { at } = await flagged();
    const reason = 'The venue books the ramp by it';
    await expect(keepText(heed, { ...at, reason: ' ok ' })).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(keepText(heed, { ...at, reason: 'paid with 4242 4242 4242 4242' })).rejects.toMatchObject({
      code: 'VALIDATION',
    });
    await keepText(heed, { ...at, reason });
    expect((await read(at)).reviews).toMatchObject([
      { kinds: ['health'], resolution: 'kept', resolved_by: 'key:tester', reason },
    ]);
    expect((await read(at)).to_review).toBe(0);
    const { rows } = await sql<{ row: string }>`select r::text as row from form_review r`.execute(heed.db);
    expect(JSON.stringify(rows)).not.toContain('venue');
    await expect(removeText(heed, at)).rejects.toMatchObject({ code: 'CONFLICT' });
    // The same again, as after an answer that was lost, changes nothing; another reason or person is refused.
    const [before] = (await read(at)).reviews;
    await keepText(heed, { ...at, reason });
    expect((await read(at)).reviews).toEqual([before]);
    await expect(keepText(heed, { ...at, reason: 'For the caterer' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const other = { ...at, reason, actor: 'key:other' };
    await expect(keepText(heed, other)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are taken out for good, with what they seemed to speak of, and the rest stays', async () => {
    const { at } = await flagged();
    const sealed = async () =>
      (
        await sql<{ hex: string }>`select encode(sealed, 'hex') as hex from form_submission
          where reference = ${at.reference}`.execute(heed.db)
      ).rows[0]!.hex;
    const before = await sealed();
    await removeText(heed, at);
    const after = await read(at);
    expect(after.answers?.map(({ id }) => id)).toEqual(['first-name', 'email']);
    expect(after.reviews).toMatchObject([{ kinds: [], resolution: 'removed', resolved_by: 'key:tester' }]);
    expect(await sealed()).not.toBe(before);
    const once = await sealed();
    await removeText(heed, at);
    expect(await sealed()).toBe(once);
    await expect(removeText(heed, { ...at, actor: 'key:other' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(keepText(heed, { ...at, reason: 'For the ramp' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('leave what else was sealed as it was, with the language in which the boxes were shown', async () => {
    const { at, subject } = await flagged({ language: 'fr' });
    const sealed = async () => {
      const { rows } = await sql<{ id: string; sealed: Uint8Array }>`select id::text as id, sealed
        from form_submission where reference = ${at.reference}`.execute(heed.db);
      const { id, sealed } = rows[0]!;
      return (await submissionSeal(heed, uuidOf('sub', subject)!, id)).open(sealed);
    };
    const before = await sealed();
    expect(before.language).toBe('fr');
    await removeText(heed, at);
    const { message: _taken, ...values } = before.values;
    expect(await sealed()).toEqual({ ...before, values });
  });

  it('are decided once when two decide at the same time', async () => {
    const { at } = await flagged();
    const both = await Promise.allSettled([
      removeText(heed, at),
      keepText(heed, { ...at, reason: 'needed here' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are unknown for a wrong reference, a field that was not flagged, and another organisation', async () => {
    const { at } = await flagged();
    for (const wrong of [{ reference: 'AAAA-AAAA-AA' }, { field: 'email' }, { policy: 'institute' }])
      await expect(removeText(heed, { ...at, ...wrong })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('go with the person, also when a restored copy brings them back', async () => {
    const { at, subject } = await flagged();
    const uuid = sql`(select subject from form_submission where reference = ${at.reference})`;
    const review = (
      await sql<{ row: string }>`select row_to_json(r)::text as row from form_review r
      where subject = ${uuid} limit 1`.execute(heed.db)
    ).rows[0]!.row;
    const submission = (
      await sql<{ hex: string }>`select encode(sealed, 'hex') as hex from form_submission
      where reference = ${at.reference}`.execute(heed.db)
    ).rows[0]!.hex;
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    expect(await read(at)).toMatchObject({ answers: null, reviews: [] });

    await sql`insert into form_review select * from json_populate_record(null::form_review, ${review}::text::json)`.execute(
      heed.db,
    );
    await sql`update form_submission set sealed = decode(${submission}, 'hex') where reference = ${at.reference}`.execute(
      heed.db,
    );
    await forgetErased(heed.db);
    expect(await read(at)).toMatchObject({ answers: null, reviews: [] });
    const { rows } =
      await sql`select 1 from form_submission where subject = ${uuid} and sealed is not null`.execute(
        heed.db,
      );
    expect(rows).toEqual([]);
  });
});
