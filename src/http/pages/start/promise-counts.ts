import { CHECKS } from '../../../policy/checks.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';

export interface PromiseCounts {
  /** Clauses that promise something or leave a choice. */
  readonly promises: number;
  /** Promises whose every check exists. */
  readonly checked: number;
  /** Promises with at least one check still to come. */
  readonly pending: number;
}

/** How far the promises of a policy are bound to checks that exist. */
export function countPromises(policy: LoadedPolicy): PromiseCounts {
  const promises = policy.data.clauses.clauses.filter(({ kind }) => kind === 'P' || kind === 'U');
  const checked = promises.filter(
    ({ checks }) => checks.length > 0 && checks.every((id) => CHECKS.get(id)?.state === 'built'),
  ).length;
  return { promises: promises.length, checked, pending: promises.length - checked };
}
