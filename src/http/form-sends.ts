import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HeedError } from '../errors.ts';
import { challengeAge, hasWorked, PATIENCE_SECONDS } from '../forms/form-challenge.ts';
import type { Heed } from '../heed.ts';
import { worded } from '../texts/texts.ts';

const HOUR = 60 * 60;
/** What one network may send in an hour, by page and by element together: an office shares an address. */
const SENDS = 60;

/** Files that one network may have held in an hour: each takes room until its form is handed in. */
const HOLDS = 30;

/** By installation: tests open many. */
const limits = new WeakMap<Heed['vault'], { sends: RateLimiterMemory; holds: RateLimiterMemory }>();

function limitsOf({ vault }: Pick<Heed, 'vault'>) {
  const found = limits.get(vault) ?? {
    sends: new RateLimiterMemory({ points: SENDS, duration: HOUR }),
    holds: new RateLimiterMemory({ points: HOLDS, duration: HOUR }),
  };
  limits.set(vault, found);
  return found;
}

/**
 * Counts one form of the public, however it is sent.
 *
 * @throws HeedError RATE_LIMITED
 */
export async function countSend(heed: Pick<Heed, 'vault'>, client: string): Promise<void> {
  await limitsOf(heed)
    .sends.consume(client)
    .catch(() => {
      throw new HeedError(
        'RATE_LIMITED',
        worded(({ errors }) => errors.manyForms),
      );
    });
}

/**
 * Counts one file of the public that is to be held.
 *
 * @throws HeedError RATE_LIMITED
 */
export async function countHold(heed: Pick<Heed, 'vault'>, client: string): Promise<void> {
  await limitsOf(heed)
    .holds.consume(client)
    .catch(() => {
      throw new HeedError(
        'RATE_LIMITED',
        worded(({ files }) => files.many),
      );
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
