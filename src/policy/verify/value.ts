import type { Fact } from '../../decision/types.ts';

/** The instant of asking. */
export const NOW = Date.parse('2026-06-15T12:00:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Day number of NOW, in every zone used here. */
export const TODAY = Math.floor(NOW / DAY);

/** So many days before it. */
export const ago = (days: number) => NOW - days * DAY;

/** One value of a dimension: how it reads, and the facts that make it so. */
export interface Value {
  readonly words: string;
  readonly facts: readonly Fact[];
}
