import type { Heed } from '../heed.ts';
import { hashIdentifier } from './identifiers.ts';
import type { Identifier } from './normalise.ts';
import { controllerOf } from './policy-in-force.ts';
import { type Suppression, suppressionsOf } from './suppressions.ts';

export interface CheckedSuppression {
  /** Whether any stop is kept for this address. Whether a later consent lifts it, a decision tells. */
  readonly suppressed: boolean;
  /** Oldest first, without the hash, which is nobody's business. */
  readonly suppressions: readonly Omit<Suppression, 'hash'>[];
}

/**
 * Which stops are kept for an address, whether or not the person is known. Under every index key.
 *
 * @throws HeedError INVALID_IDENTIFIER, UNKNOWN_POLICY
 */
export async function checkSuppression(
  heed: Heed,
  input: { readonly policy: string; readonly identifier: Identifier; readonly country?: string },
): Promise<CheckedSuppression> {
  const controller = controllerOf(heed, input.policy);
  const { hashes } = hashIdentifier(heed.vault, controller, input.identifier, input.country);
  const found = await suppressionsOf(heed.db, controller, hashes);
  const suppressions = hashes.flatMap((hash) => found.get(hash) ?? []).map(({ hash: _, ...rest }) => rest);
  return { suppressed: suppressions.length > 0, suppressions };
}
