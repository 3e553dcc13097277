import { STOP_TYPES } from '../decision/types.ts';
import type { FactRow } from './prepare-fact.ts';

/** `isStop` as SQL over a row of `fact`. What a restored backup does not know of these is told it again. */
export const IS_STOP = `(type in (${STOP_TYPES.map((type) => `'${type}'`).join(', ')})
  or (type = 'refusal_offered' and clear ->> 'used' = 'true'))`;

/** Whether a fact keeps the person from being contacted, as long as nothing lifts it: a stop, or an opt-out box that was used. */
export function isStop({ type, clear }: Pick<FactRow, 'type' | 'clear'>): boolean {
  return STOP_TYPES.some((one) => one === type) || (type === 'refusal_offered' && clear.used === true);
}
