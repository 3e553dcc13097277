import { z } from 'zod';
import { text } from './values.ts';

/**
 * `texts.<language>.yaml`: the texts of the data files in another language. Each stands under its place and beside the
 * words it was translated from, so that a later change of those is found.
 */
export const textsFile = z.strictObject({
  /** First 16 hex digits of the SHA-256 of the notice in the first language, as it was when this one was translated. */
  notice: z.string().regex(/^[0-9a-f]{16}$/, 'the first 16 hex digits of a SHA-256'),
  texts: z.record(z.string(), z.strictObject({ from: text, text: z.string() })),
});
export type TextsFile = z.infer<typeof textsFile>;
