import { HeedError } from '../errors.ts';

/** What went wrong with a case, in one line. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const issues = error instanceof HeedError ? error.issues.map((i) => `${i.pointer} ${i.detail}`) : [];
  return [error.message, ...issues].join(' ');
}
