import { z } from 'zod';
import { clauses, confirm, id, text } from './values.ts';

/** `portals.yaml`: divisions and member portals; may be empty. */
export const portalsFile = z.strictObject({
  portals: z.array(
    z.strictObject({
      id,
      title: text,
      topics: z.array(id).min(1),
      profile_visibility: z.enum(['same-portal-members', 'nobody']),
      anonymous_contributions: z.boolean().default(true),
      clauses,
      confirm,
    }),
  ),
  events: z
    .strictObject({
      imaging: z.boolean(),
      imaging_basis: text,
      imaging_notice: text,
      imaging_channels: z.array(text),
      clauses,
    })
    .optional(),
});
