import type { DecideContactInput } from '../../../contacts/decide-contact.ts';
import { CHANNELS, PURPOSES } from '../../../decision/types.ts';
import { readLocalTime } from '../shared/instants.ts';
import { readPerson } from '../shared/read-identifier.ts';

/** What stands in the fields of the form, as sent. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** A field's error, by the name of the field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Switches of the message with what the box says, and whether it starts ticked. */
export const MESSAGE_BOXES = [
  { name: 'identity', text: 'It says who is contacting them', ticked: true },
  { name: 'optout', text: 'It offers a way to stop', ticked: true },
  { name: 'postal_address', text: 'It carries a postal address', ticked: true },
  { name: 'cli', text: 'A call shows its number', ticked: true },
  { name: 'similar', text: 'It promotes products like the ones they bought', ticked: true },
  { name: 'promotional', text: 'It is a service or research message with promotion in it', ticked: false },
  { name: 'art14_notice', text: 'It tells them where the details came from', ticked: false },
] as const;

/** Reads the form, or says what is wrong with which field. */
export function readQuestion(form: Fields): { input: DecideContactInput } | { errors: FieldErrors } {
  const errors: Record<string, string> = {};
  if (!form.policy) errors.policy = 'Choose an organisation';
  if (!form.person?.trim())
    errors.person = 'Enter an email address, a phone number, a member number or a subject id';
  if (!CHANNELS.some((channel) => channel === form.channel)) errors.channel = 'Choose a channel';
  if (!PURPOSES.some((purpose) => purpose === form.purpose)) errors.purpose = 'Choose a purpose';
  const at = readLocalTime(form.at);
  const asKnownAt = readLocalTime(form.known_at);
  if (at === null) errors.at = 'Enter a date and time, such as 2026-09-01 10:00';
  if (asKnownAt === null) errors.known_at = 'Enter a date and time, such as 2026-09-01 10:00';
  else if (asKnownAt && Date.parse(asKnownAt) > Date.now()) errors.known_at = 'This must be in the past';
  if (Object.keys(errors).length > 0) return { errors };
  // A form without the boxes (a link that asks in one click) leaves the message compliant.
  const boxes = form.boxes
    ? Object.fromEntries(MESSAGE_BOXES.map(({ name }) => [name, form[name] === 'yes']))
    : {};
  const place = form.country ?? '';
  const country = place.slice(0, 2);
  return {
    input: {
      policy: form.policy!,
      ...readPerson(form.person!),
      channel: form.channel!,
      purpose: form.purpose!,
      message: { ...boxes, ...(form.topic ? { topic: form.topic } : {}) },
      attributes: {
        ...(country ? { country } : {}),
        ...(place.includes('-') ? { region: place } : {}),
        ...(form.subscriber === 'corporate' ? { subscriber: 'corporate' } : {}),
      },
      ...(at ? { at } : {}),
      ...(asKnownAt ? { asKnownAt } : {}),
    },
  };
}
