import { HeedError } from '../errors.ts';
import { isConnectionError, StoreAway } from './store-away.ts';

/** An error of the database or of a disk in terms of the catalogue, or null when it says nothing about their state. */
export function storeError(error: unknown): HeedError | null {
  if ((error as { code?: unknown } | null)?.code === '53100')
    return new HeedError('STORE_FULL', 'Make room on the disk of the database, then try again.', [], {
      cause: error,
    });
  const disk = (error as { code?: unknown } | null)?.code;
  if (disk === 'ENOSPC' || disk === 'EDQUOT')
    return new HeedError(
      'DISK_FULL',
      'Make room on the disk of the data folder, or of the folder that results go to, then run the same again.',
      [],
      { cause: error },
    );
  if (error instanceof StoreAway && error.outcomeUnknown)
    return new HeedError(
      'OUTCOME_UNKNOWN',
      'Repeat the same to find out: a call under the same Idempotency-Key, a command as it was. What was saved is not done twice.',
      [],
      { cause: error },
    );
  if (isConnectionError(error))
    return new HeedError('STORE_UNAVAILABLE', 'Try again shortly.', [], { cause: error });
  return null;
}
