import { parseInstant } from '../contacts/instants.ts';
import { LONDON, parseDay, startOfDay } from '../decision/calendar.ts';
import { HeedError } from '../errors.ts';
import type { ReceivedAt } from './form-facts.ts';

/**
 * Reads when a form was handed in: an instant, a day (`2026-11-10`, UK), or nothing for now. A letter logged today
 * stops from the end of the day it came, and permits from its start, so that a stop of the same day always wins.
 *
 * @throws HeedError VALIDATION for anything else, and for the future
 */
export function readReceivedAt(text: string | undefined, now: number = Date.now()): ReceivedAt {
  const iso = (ms: number) => new Date(ms).toISOString();
  if (text === undefined) return { from: iso(now), until: iso(now) };
  const refuse = (detail: string): never => {
    throw new HeedError('VALIDATION', `The day of receipt is not valid: ${detail}.`, [
      { pointer: '/received_at', detail },
    ]);
  };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const at = parseInstant(text, '/received_at');
    return at > now + 60_000 ? refuse('it cannot lie in the future') : { from: iso(at), until: iso(at) };
  }
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || iso(ms).slice(0, 10) !== text) return refuse('there is no such day');
  const day = parseDay(text)!;
  const from = startOfDay(day, LONDON);
  if (from > now) return refuse('it cannot lie in the future');
  return { from: iso(from), until: iso(Math.min(now, startOfDay(day + 1, LONDON) - 1)) };
}
