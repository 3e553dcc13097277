import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { describeStores } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { checkFile } from './check-file.ts';
import type { FileField } from './definition.ts';
import { dropHeldFile, dropOldFiles, holdFile, openHeldFile, readFile } from './form-file.ts';
import { readSubmission } from './read-submission.ts';
import { JOIN, PICTURE, submit } from './testing.ts';

const FIELD: FileField = {
  id: 'profile-photo',
  label: 'Picture',
  reason: 'So that others know you',
  required: false,
  hint: undefined,
  accepts: ['image/jpeg', 'image/png'],
  max_bytes: 2 * 1024 * 1024,
};

describe('a file', () => {
  it('is known by its own bytes, whatever it is called', () => {
    expect(checkFile(FIELD, { name: 'me.pdf', bytes: PICTURE })).toMatchObject({
      file: { type: 'image/png', name: 'me.png' },
    });
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const program = Buffer.from('MZ\x90\x00');
    for (const bytes of [page, program, Buffer.alloc(0), Buffer.from('%PDF-1.7')])
      expect(checkFile(FIELD, { name: 'photo.png', bytes })).toEqual({
        problem: 'Choose another file: JPEG or PNG, up to 2 MB',
      });
    expect(checkFile({ ...FIELD, max_bytes: 10 }, { name: 'photo.png', bytes: PICTURE })).toHaveProperty(
      'problem',
    );
  });

  it('loses folders, signs that turn text round and long names, and may not be named by a card number', () => {
    const name = (given: string) => {
      const checked = checkFile(FIELD, { name: given, bytes: PICTURE });
      return 'file' in checked ? checked.file.name : checked.problem;
    };
    expect(name('C:\\Users\\pia\\..\\me.png')).toBe('me.png');
    expect(name('../../etc/passwd')).toBe('passwd.png');
    expect(name('\u202egnp.exe"\r\nX: y')).toBe('gnp.png');
    expect(name('.png')).toBe('file.png');
    expect(name('a'.repeat(500))).toHaveLength(84);
    expect(name(`a${'😀'.repeat(100)}.png`)).toBe(`a${'😀'.repeat(79)}.png`);
    expect(name('4242 4242 4242 4242.png')).toContain('another name');
  });
});

describeStores('files of forms', (open) => {
  let heed: Heed;
  const use = async () => {
    heed ??= await open();
  };
  const file = (bytes: Uint8Array = PICTURE) => ({
    field: FIELD.id,
    name: 'me.png',
    type: 'image/png',
    bytes,
  });
  const dump = async (table: 'form_file' | 'form_upload') =>
    (
      await sql<{ hex: string }>`select encode(sealed, 'hex') as hex from ${sql.table(table)}`.execute(
        heed.db,
      )
    ).rows
      .map(({ hex }) => Buffer.from(hex, 'hex').toString('latin1'))
      .join('');

  it('wait sealed under a key that only the page has, for their form and field, for two hours', async () => {
    await use();
    const held = await holdFile(heed, 'cmp/join', file());
    expect(await openHeldFile(heed, 'cmp/join', FIELD.id, held)).toEqual(file(Buffer.from(PICTURE)));
    const stored = await dump('form_upload');
    expect(stored).not.toMatch(/PNG|me\.png/);
    const [id, key] = held.split('.');
    const other = randomBytes(32).toString('base64url');
    for (const [form, field, token] of [
      ['cmp/other', FIELD.id, held],
      ['cmp/join', 'else', held],
      ['cmp/join', FIELD.id, `${id}.${other}`],
      ['cmp/join', FIELD.id, `${id}.${key!.slice(1)}`],
      ['cmp/join', FIELD.id, ''],
    ] as const)
      expect(await openHeldFile(heed, form, field, token)).toBeNull();

    await sql`update form_upload set created_at = now() - interval '121 minutes'`.execute(heed.db);
    expect(await openHeldFile(heed, 'cmp/join', FIELD.id, held)).toBeNull();
    const fresh = await holdFile(heed, 'cmp/join', file());
    await dropOldFiles(heed);
    expect((await sql`select distinct id from form_upload`.execute(heed.db)).rows).toHaveLength(1);
    await dropHeldFile(heed, fresh);
    expect(await dump('form_upload')).toBe('');
  });

  it('are sealed with the answers, come out whole, and go with the person', async () => {
    await use();
    const large = Buffer.concat([PICTURE, randomBytes(300_000)]);
    const done = await submit(heed, JOIN, { files: [file(large)], submission: 'page-1-token' });
    const again = await submit(heed, JOIN, { files: [file(large)], submission: 'page-1-token' });
    expect(again).toMatchObject({ reference: done.reference, added: false });
    const other = await submit(heed, JOIN, { files: [file()], submission: 'page-1-token' });
    expect(other.added).toBe(true);
    const at = { policy: 'cmp', reference: done.reference };
    expect((await readSubmission(heed, at)).answers).toContainEqual({
      id: FIELD.id,
      label: 'Picture',
      value: 'me.png',
    });
    expect((await readSubmission(heed, at)).files).toEqual([FIELD.id]);
    expect(Buffer.from((await readFile(heed, { ...at, field: FIELD.id })).bytes).equals(large)).toBe(true);
    expect(await dump('form_file')).not.toMatch(/PNG|me\.png/);
    await expect(readFile(heed, { ...at, policy: 'institute', field: FIELD.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await eraseSubject(heed, { policy: 'cmp', subject: done.subject, actor: 'test' });
    await expect(readFile(heed, { ...at, field: FIELD.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await dump('form_file')).toBe('');
  });
});
