import { z } from 'zod';
import { clauses, contactPoint, country, date, id, postalAddress, text } from './values.ts';

/** `policy.yaml`: who speaks, for whom, and how to reach them. */
export const policyFile = z.strictObject({
  id,
  name: text,
  /** Other ids under which requests may name this policy. */
  aliases: z.array(id).default([]),
  /** Version of the folder: the date from which it is meant to be in force, with a suffix where two share a day. */
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  /** What is new in this version, in words for the people it is about, and how they hear of what is material. */
  changes: z
    .strictObject({
      summary: text,
      tell: z.array(z.strictObject({ who: text, how: text, by: date })).default([]),
    })
    .optional(),
  languages: z.array(z.string()).min(1).default(['en']),
  clauses_prefix: z.string().regex(/^[A-Z]+$/),
  controller: z.strictObject({
    id,
    name: text,
    profile: text,
    country,
    charity: z.boolean().default(false),
    registered_charity_ca: z.boolean().default(false),
    pensions_authorised: z.boolean().default(false),
    postal_address: postalAddress,
    clauses,
  }),
  dpo: contactPoint,
  /** Where requests and questions arrive; each becomes an intake channel. */
  intake: z.array(contactPoint.extend({ id, purpose: text })).min(1),
  /** Establishments and representatives by region of the person. */
  representatives: z.array(
    z.strictObject({
      region: z.enum(['EU', 'UK']),
      kind: z.enum(['establishment', 'representative']),
      contact: contactPoint,
      clauses,
    }),
  ),
  /** Supervisory authorities to name, by country or region of the person. */
  authorities: z
    .array(z.strictObject({ for: text, name: text, url: z.url(), complaint_route: text.optional(), clauses }))
    .min(1),
  websites: z.array(z.url()).default([]),
  clauses,
});
