import { z } from 'zod';
import { DELIMITERS } from '../../csv/detect-format.ts';
import { LIST_FIELDS } from '../../csv/map-columns.ts';

/** What an import is told beside the list itself. */
export const importSchema = z.strictObject({
  /** Id or alias of the policy whose controller takes the contacts in. */
  policy: z.string().min(1),
  /** Where the contacts come from: a source that the policy allows. */
  source: z.string().min(1),
  /** The purchase entry of a bought-in list. */
  list: z.string().min(1).optional(),
  /** Columns by heading, such as `{ email: 'E-mail 1' }`. */
  map: z.partialRecord(z.enum(LIST_FIELDS), z.string().min(1)).default({}),
  delimiter: z.enum(DELIMITERS).optional(),
  actor: z.string().min(1).max(200),
});
export type ImportOptions = z.input<typeof importSchema>;

/** What became of the rows. Every row is in exactly one of the first five. */
export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** People who must not be taken in again. By which rule is told to nobody (ICO; the list's seller might be asking). */
  readonly refused: number;
  readonly rejected: number;
  /** Identifiers that stayed with the person who had them first. */
  readonly identifiers_kept_apart: number;
  readonly opt_outs: number;
  readonly consents: number;
  /** Consents without their evidence, or of somebody who said stop before. */
  readonly consents_not_taken: number;
}

export const NO_COUNTS: ImportCounts = {
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  rejected: 0,
  identifiers_kept_apart: 0,
  opt_outs: 0,
  consents: 0,
  consents_not_taken: 0,
};
