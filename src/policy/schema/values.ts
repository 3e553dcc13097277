import { z } from 'zod';
import { CHANNELS, PURPOSES } from '../../decision/types.ts';

/** Values that the files of a policy folder share. */

export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
export const clause = z.string().regex(/^[A-Z]+-[0-9]{2,3}$/, 'a clause id looks like CMP-96');
export const clauses = z.array(clause).default([]);
export const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters (ISO 3166-1)');
export const duration = z
  .string()
  .regex(
    /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    'use an ISO 8601 duration such as P24M or PT48H',
  );
export const date = z.iso.date();
export const text = z.string().min(1);
export const channel = z.enum(CHANNELS);
export const enginePurpose = z.enum(PURPOSES);
/** True where the source text lost its list and the operator still has to confirm the content. */
export const confirm = z.boolean().default(false);

/** `confirm: true`: the operator has not set the lines yet, so no text repeats them. */
export const postalAddress = z.strictObject({
  lines: z.array(text).min(1),
  country,
  confirm: z.boolean().optional(),
});
export const contactPoint = z.strictObject({
  name: text.optional(),
  email: z.email().optional(),
  phone: text.optional(),
  url: z.url().optional(),
  address: postalAddress.optional(),
  clauses,
});
/** Where the engine finds a contact's data to come from. */
export const dataFrom = z.enum(['list', 'direct', 'unknown']);
