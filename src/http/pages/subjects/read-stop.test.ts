import { expect, it } from 'vitest';
import { readStop } from './read-stop.ts';

const now = '2026-11-22T12:00:00.000Z';

it('takes no ticked channel as every channel, and no time as now', () => {
  expect(readStop({ type: 'objection' }, now)).toEqual({
    stop: { type: 'objection', channels: [], at: now },
  });
});

it('keeps the ticked channels, the time in the UK and the note', () => {
  const form = {
    type: 'unsubscribe',
    on_email: 'yes',
    on_sms: 'yes',
    at: '2026-07-01T10:00',
    note: ' by phone ',
  };
  expect(readStop(form, now)).toEqual({
    stop: {
      type: 'unsubscribe',
      channels: ['email', 'sms'],
      at: '2026-07-01T09:00:00.000Z',
      note: 'by phone',
    },
  });
});

it('refuses a note with a card number', () => {
  expect(readStop({ type: 'objection', note: 'paid with 4242-4242-4242-4242' }, now)).toEqual({
    errors: { note: 'Leave out payment card numbers: they are never kept' },
  });
});

it('refuses a stop from the future and a kind that is none', () => {
  expect(readStop({ type: 'consent', at: '2026-11-22T13:00' }, now)).toEqual({
    errors: { type: 'Choose what they said', at: 'They cannot have said so in the future' },
  });
});
