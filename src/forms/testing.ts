import type { Heed } from '../heed.ts';
import { type SubmitFormInput, submitForm } from './submit-form.ts';

/** Answers to the newsletter form of `cmp` that are complete. */
export const NEWSLETTER = {
  policy: 'cmp',
  form: 'newsletter',
  actor: 'test',
  fields: { 'first-name': 'Ann', email: 'ann@example.org', country: 'GB' },
  choices: ['email-events'],
} satisfies SubmitFormInput;

/** Answers to the event form of `cmp` that are complete. */
export const BOOKING = {
  policy: 'cmp',
  form: 'event-registration',
  actor: 'test',
  fields: {
    'first-name': 'Bea',
    'last-name': 'Example',
    'job-title': 'Head of service',
    company: 'Example Ltd',
    country: 'GB',
    email: 'bea@example.org',
    'year-of-birth': '1980',
    event: 'CX Conference',
    'billing-address': '12 Example Street\nLondon SW1A 1AA',
  },
  choices: [] as string[],
} satisfies SubmitFormInput;

/** Answers to the form of `cmp` that takes a picture, without one. */
export const JOIN = {
  policy: 'cmp',
  form: 'join-digital-service',
  actor: 'test',
  fields: {
    'first-name': 'Pia',
    'last-name': 'Example',
    email: 'pia@example.org',
    country: 'GB',
    'year-of-birth': '1980',
  },
  choices: [] as string[],
} satisfies SubmitFormInput;

/** A paper form of `cmp` from somebody who gave neither email nor telephone. */
export const LETTER = {
  policy: 'cmp',
  form: 'paper-registration',
  actor: 'test',
  fields: {
    'first-name': 'Eve',
    'last-name': 'Example',
    company: 'Example Ltd',
    country: 'GB',
    event: 'CX Conference',
    'billing-address': '12 Example Street, London',
  },
  choices: [] as string[],
} satisfies SubmitFormInput;

/** A picture of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

/** Everything that a Heed's form tables hold, as one text, to search for what must not be there. */
export async function storedText(heed: Heed): Promise<string> {
  const parts = await Promise.all([
    heed.db.selectFrom('fact').selectAll().execute(),
    heed.db.selectFrom('identifier').selectAll().execute(),
    heed.db
      .selectFrom('form_submission' as never)
      .selectAll()
      .execute(),
    heed.db
      .selectFrom('outbox' as never)
      .selectAll()
      .execute(),
  ]);
  return JSON.stringify(parts, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

export const submit = (heed: Heed, base: SubmitFormInput, more: Partial<SubmitFormInput> = {}) =>
  submitForm(heed, { ...base, ...more, fields: { ...base.fields, ...more.fields } });
