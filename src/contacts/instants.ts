import { HeedError } from '../errors.ts';

/** Epoch ms of an RFC 3339 instant with offset. Throws VALIDATION at the pointer. */
export function parseInstant(text: string, pointer: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text.toUpperCase())
    : Number.NaN;
  if (Number.isNaN(ms)) {
    const detail = 'use an instant with offset, such as 2026-09-01T10:00:00+01:00';
    throw new HeedError('VALIDATION', `${pointer.slice(1)}: ${detail}`, [{ pointer, detail }]);
  }
  return ms;
}
