import { CHANNELS } from '../../../decision/types.ts';
import { holdsCardNumber } from '../../../facts/card-numbers.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { readLocalTime } from '../shared/instants.ts';

/** Stops that staff record for a person, in the person's words. */
export const STOPS = [
  { value: 'objection', text: 'They object to marketing', hint: 'Absolute. UK GDPR and GDPR Art 21(3).' },
  { value: 'unsubscribe', text: 'They want off a mailing', hint: 'For the channels ticked below.' },
  {
    value: 'withdrawal',
    text: 'They withdraw their consent',
    hint: 'For the channels ticked below. Art 7(3).',
  },
] as const;

export interface Stop {
  readonly type: (typeof STOPS)[number]['value'];
  /** Empty: every channel. */
  readonly channels: readonly string[];
  /** RFC 3339. */
  readonly at: string;
  readonly note?: string;
}

export const channelBox = (channel: string): string => `on_${channel}`;

/** Reads the form of a stop, or says what is wrong with which field. */
export function readStop(form: Fields, now: string): { stop: Stop } | { errors: FieldErrors } {
  const errors: Record<string, string> = {};
  const kind = STOPS.find(({ value }) => value === form.type);
  if (!kind) errors.type = 'Choose what they said';
  const at = readLocalTime(form.at);
  if (at === null) errors.at = 'Enter a date and time, such as 2026-09-01 10:00';
  else if (at && at > now) errors.at = 'They cannot have said so in the future';
  const note = form.note?.trim();
  if (note && note.length > 2000) errors.note = 'Keep it under 2,000 characters';
  if (note && holdsCardNumber(note)) errors.note = 'Leave out payment card numbers: they are never kept';
  if (!kind || Object.keys(errors).length > 0) return { errors };
  const channels = CHANNELS.filter((channel) => form[channelBox(channel)] === 'yes');
  return { stop: { type: kind.value, channels, at: at ?? now, ...(note ? { note } : {}) } };
}
