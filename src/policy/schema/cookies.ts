import { z } from 'zod';
import { clauses, duration, id, text } from './values.ts';

/** `cookies.yaml`: everything that is written to or read from a device. */
export const cookiesFile = z.strictObject({
  mode: z.strictObject({
    /** Where the UK exceptions (statistics, appearance) are used instead of asking. */
    uk_exceptions: z.boolean(),
    ask_again_after: duration,
    honour_gpc: z.boolean().default(true),
    clauses,
  }),
  categories: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        strictly_necessary: z.boolean().default(false),
        exception: z.enum(['statistical', 'appearance']).optional(),
        clauses,
      }),
    )
    .min(1),
  cookies: z.array(
    z.strictObject({
      name: text,
      category: id,
      provider: text,
      purpose: text,
      /** For strictly necessary ones: why the service cannot work without it. */
      necessity: text.optional(),
      duration: z.union([duration, z.literal('session')]),
      identifies_device: z.boolean().default(false),
      storage: z.enum(['cookie', 'local', 'session']).default('cookie'),
      clauses,
    }),
  ),
  embeds: z
    .array(
      z.strictObject({
        id,
        provider: text,
        origins: z.array(text).min(1),
        category: id,
        notice_url: z.url(),
        joint_controller: z.boolean().default(false),
        clauses,
      }),
    )
    .default([]),
});
