import { HeedError } from '../../errors.ts';
import type { LoadedPolicy } from '../../policy/policies.ts';

/** Where a list comes from, once the policy has allowed it. */
export interface ImportSource {
  readonly id: string;
  /** `subject` when the people gave the details themselves. */
  readonly from: 'subject' | 'third_party' | 'enrichment';
  readonly list?: string;
  /** RFC 3339: when a bought-in list was bought, which is when its data was obtained. */
  readonly purchasedAt?: string;
}

/**
 * Looks the source up in the policy. Throws `SOURCE_NOT_ALLOWED` for one that it does not allow (with the policy's own
 * reason where it gives one) and `LIST_NOT_REGISTERED` for a bought-in list without a purchase entry (ICS-11).
 */
export function importSource(policy: LoadedPolicy, id: string, list: string | undefined): ImportSource {
  const { sources, refused, lists } = policy.data.sources;
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) {
    const why = refused.find((candidate) => candidate.id === id)?.reason;
    const allowed = sources.map((candidate) => candidate.id).join(', ');
    throw new HeedError(
      'SOURCE_NOT_ALLOWED',
      `${policy.id} does not allow the source "${id}". ${why ? `${why}. ` : ''}Allowed: ${allowed}.`,
    );
  }
  if (!source.needs_list) {
    if (list !== undefined)
      throw new HeedError(
        'VALIDATION',
        `The source "${id}" is no bought-in list, so it takes no purchase entry.`,
      );
    return { id, from: source.from };
  }
  const entry = lists.find((candidate) => candidate.id === list);
  if (!entry) {
    const known = lists.map((candidate) => candidate.id).join(', ') || 'none';
    throw new HeedError(
      'LIST_NOT_REGISTERED',
      list === undefined
        ? `The source "${id}" needs the purchase entry of the list. Entries in sources.yaml: ${known}.`
        : `There is no purchase entry "${list}" in the sources.yaml of ${policy.id}. Entries: ${known}.`,
    );
  }
  return { id, from: source.from, list: entry.id, purchasedAt: `${entry.purchased}T00:00:00.000Z` };
}
