import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HeedError } from '../errors.ts';
import { challengeAge, hasWorked, PATIENCE_SECONDS } from '../forms/form-challenge.ts';
import type { Heed } from '../heed.ts';

const HOUR = 60 * 60;
/** What one network may send in an hour, by page and by element together: an office shares an address. */
const SENDS = 60;

const limits = new WeakMap<Heed['vault'], RateLimiterMemory>();

/**
 * Counts one form of the public, however it is sent.
 *
 * @throws HeedError RATE_LIMITED
 */
export async function countSend(heed: Pick<Heed, 'vault'>, client: string): Promise<void> {
  const limit = limits.get(heed.vault) ?? new RateLimiterMemory({ points: SENDS, duration: HOUR });
  limits.set(heed.vault, limit);
  await limit.consume(client).catch(() => {
    throw new HeedError('RATE_LIMITED', 'Many forms came from your network. Wait an hour and send it again.');
  });
}

/** Whether the browser did its work, or somebody waited and pressed once more. `name` is `policy/form`. */
export function isWelcome(
  heed: Pick<Heed, 'vault'>,
  name: string,
  { challenge = '', work = '', wait }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (challengeAge(heed.vault, name, challenge) === null) return false;
  if (hasWorked(challenge, work)) return true;
  const waited = wait ? challengeAge(heed.vault, `${name}/wait`, wait) : null;
  return waited !== null && waited >= PATIENCE_SECONDS;
}
