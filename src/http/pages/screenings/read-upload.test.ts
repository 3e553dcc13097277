import { expect, it } from 'vitest';
import { readUpload } from './read-upload.ts';

const form = { policy: 'institute', channel: 'live_call', purpose: 'direct_marketing' };

it('asks for the list and for every choice', () => {
  expect(readUpload({}, false)).toEqual({
    errors: {
      file: 'Choose a list',
      policy: 'Choose an organisation',
      channel: 'Choose a channel',
      purpose: 'Choose a purpose',
    },
  });
});

it('takes the named column for what the channel goes by', () => {
  expect(readUpload({ ...form, column: ' Tel. (work) ' }, true)).toMatchObject({
    question: { columns: { phone: 'Tel. (work)' } },
  });
  expect(readUpload({ ...form, channel: 'email', column: 'Mail' }, true)).toMatchObject({
    question: { columns: { email: 'Mail' } },
  });
});

it('leaves out what was left empty', () => {
  expect(
    readUpload({ ...form, topic: '', at: '', country: '', source: '', list: '', column: '' }, true),
  ).toEqual({
    question: form,
  });
});
