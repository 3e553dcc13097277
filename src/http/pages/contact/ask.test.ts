import { expect, it } from 'vitest';
import { readQuestion } from './ask.ts';

const form = { policy: 'cmp', person: 'ann@example.org', channel: 'email', purpose: 'direct_marketing' };

it('names every field that is missing', () => {
  expect(readQuestion({})).toEqual({
    errors: {
      policy: 'Choose an organisation',
      person: 'Enter an email address, a phone number, a member number or a subject id',
      channel: 'Choose a channel',
      purpose: 'Choose a purpose',
    },
  });
});

it('leaves the message compliant when its boxes were not shown, and reads them when they were', () => {
  expect(readQuestion(form)).toMatchObject({ input: { message: {} } });
  const shown = readQuestion({ ...form, boxes: 'shown', identity: 'yes', topic: 'events' });
  expect(shown).toMatchObject({ input: { message: { identity: true, optout: false, topic: 'events' } } });
});

it('reads a state as country and region', () => {
  expect(readQuestion({ ...form, country: 'US-CA' })).toMatchObject({
    input: { attributes: { country: 'US', region: 'US-CA' } },
  });
});

it('refuses to know what is recorded tomorrow', () => {
  expect(readQuestion({ ...form, known_at: '2999-01-01T00:00' })).toEqual({
    errors: { known_at: 'This must be in the past' },
  });
});
