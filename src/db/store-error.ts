import { HeedError } from '../errors.ts';
import { isConnectionError } from './open-store.ts';

/** An error of the database in terms of the catalogue, or null when it says nothing about the server's own state. */
export function storeError(error: unknown): HeedError | null {
  if ((error as { code?: unknown } | null)?.code === '53100')
    return new HeedError('STORE_FULL', 'Make room on the disk of the database, then try again.', [], { cause: error });
  if (isConnectionError(error)) return new HeedError('STORE_UNAVAILABLE', 'Try again shortly.', [], { cause: error });
  return null;
}
