import type { FactRow } from './prepare-fact.ts';

/** Facts by which a person is left alone. What a restored backup does not know of them is told it again. */
export const STOP_TYPES = [
  'objection',
  'unsubscribe',
  'withdrawal',
  'restriction',
  'erasure',
  'opt_out_sale_share',
] as const;

/** The same as SQL over a row of `fact`: the stops, and an opt-out box that was used. */
export const IS_STOP = `(type in (${STOP_TYPES.map((type) => `'${type}'`).join(', ')})
  or (type = 'refusal_offered' and clear ->> 'used' = 'true'))`;

/** Whether a fact keeps the person from being contacted, as long as nothing lifts it. */
export function isStop({ type, clear }: Pick<FactRow, 'type' | 'clear'>): boolean {
  return STOP_TYPES.some((one) => one === type) || (type === 'refusal_offered' && clear.used === true);
}
