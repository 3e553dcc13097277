import type { Identifier } from '../../../contacts/normalise.ts';

/** Whom a form means: a subject by id, or somebody by identifier. */
export type Person = { readonly subject: string } | { readonly identifier: Identifier };

/** Reads one field in which people type an email address, a number, a member number or a subject id. */
export function readPerson(text: string): Person {
  const value = text.trim();
  if (/^sub_/.test(value)) return { subject: value };
  if (value.includes('@')) return { identifier: { kind: 'email', value } };
  if (value.includes('|')) return { identifier: { kind: 'post', value } };
  if (/^\+?[\d\s().-]{7,}$/.test(value)) return { identifier: { kind: 'phone', value } };
  return { identifier: { kind: 'member', value } };
}
