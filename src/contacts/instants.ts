import { instant } from '../decision/parse-case.ts';
import { HeedError } from '../errors.ts';

/** Epoch ms of an RFC 3339 instant with offset; seconds may be left out. Throws VALIDATION at the pointer. */
export function parseInstant(text: string, pointer: string): number {
  const parsed = instant.safeParse(text.replace(/^(.{11}\d{2}:\d{2})(?=[Zz+-])/, '$1:00'));
  if (parsed.success) return Date.parse(parsed.data);
  const detail = parsed.error.issues[0]!.message;
  throw new HeedError('VALIDATION', `${pointer.slice(1)}: ${detail}`, [{ pointer, detail }]);
}
