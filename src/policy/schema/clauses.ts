import { z } from 'zod';
import { clause, confirm, text } from './values.ts';

/**
 * `clauses.yaml`: the clause register of the notice that this folder answers for, one entry a clause, nothing dropped.
 * A promise (`P`) or choice (`U`) names at least one check; a wording that cannot do its legal work (`X`) says what is
 * done instead; a disclosure (`D`) says where the folder states it.
 */
export const clausesFile = z.strictObject({
  clauses: z
    .array(
      z.strictObject({
        id: clause,
        kind: z.enum(['P', 'D', 'U', 'S', 'X']),
        title: text,
        checks: z.array(z.string()).default([]),
        stated_in: z.array(z.string()).default([]),
        instead: text.optional(),
        /** The list or link was lost in the source text and its content is the operator's to confirm. */
        confirm,
      }),
    )
    .min(1),
});
