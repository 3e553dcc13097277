import { KIND_OF_CHANNEL } from '../../../contacts/normalise.ts';
import { CHANNELS, PURPOSES } from '../../../decision/types.ts';
import type { ScreeningInput } from '../../../screening/schema.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { readLocalTime } from '../shared/instants.ts';

/** The meaning of the column that a channel goes by. */
export function columnRole(channel: string): 'email' | 'phone' | 'post' | 'member' {
  const kind = KIND_OF_CHANNEL[channel];
  return kind === 'email' || kind === 'phone' || kind === 'post' ? kind : 'member';
}

/** Reads the form beside the file, or says what is wrong with which field. */
export function readUpload(
  form: Fields,
  hasFile: boolean,
): { question: ScreeningInput } | { errors: FieldErrors } {
  const errors: Record<string, string> = {};
  if (!hasFile) errors.file = 'Choose a list';
  if (!form.policy) errors.policy = 'Choose an organisation';
  const channel = CHANNELS.find((one) => one === form.channel);
  const purpose = PURPOSES.find((one) => one === form.purpose);
  if (!channel) errors.channel = 'Choose a channel';
  if (!purpose) errors.purpose = 'Choose a purpose';
  const at = readLocalTime(form.at);
  if (at === null) errors.at = 'Enter a date and time, such as 2026-09-01 10:00';
  if (!channel || !purpose || Object.keys(errors).length > 0) return { errors };
  const [country, region] = [
    (form.country ?? '').slice(0, 2),
    form.country?.includes('-') ? form.country : undefined,
  ];
  const column = form.column?.trim();
  return {
    question: {
      policy: form.policy!,
      channel,
      purpose,
      ...(form.topic ? { message: { topic: form.topic } } : {}),
      ...(at ? { at } : {}),
      ...(country ? { country } : {}),
      ...(region ? { subject: { region } } : {}),
      ...(form.source ? { source: form.source } : {}),
      ...(form.list ? { list: form.list } : {}),
      ...(column ? { columns: { [columnRole(channel)]: column } } : {}),
    },
  };
}
