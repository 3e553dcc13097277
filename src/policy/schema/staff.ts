import { z } from 'zod';
import { clauses, duration, id, text } from './values.ts';

/** `staff.yaml`: who inside may do what, and the training that access depends on. */
export const staffFile = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        id,
        title: text,
        may: z.array(text).min(1),
        may_not: z.array(text).default([]),
        clauses,
      }),
    )
    .min(1),
  training: z.strictObject({
    course: text,
    pass_mark: z.int().min(1).max(100),
    renew_every: duration,
    before_first_access: z.boolean(),
    clauses,
  }),
  security: z
    .array(
      z.strictObject({
        id,
        title: text,
        category: z.enum(['physical', 'technical', 'administrative']),
        owner: text,
        review_every: duration,
        clauses,
      }),
    )
    .min(1),
});
