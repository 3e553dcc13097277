import { importSource } from '../contacts/import/import-source.ts';
import type { Fact } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';

/**
 * Where a list says it came from, as the fact that stands for it on every row whose person is not known: the Art 14
 * duties of bought-in data hang on it. Its instant is the day of purchase, or that of the contact where no purchase
 * is recorded. A purchase entry alone names the source that needs one.
 *
 * @param at epoch ms of the contact; a supply is never later than it
 * @throws HeedError SOURCE_NOT_ALLOWED, LIST_NOT_REGISTERED, VALIDATION
 */
export function originOf(
  heed: Heed,
  policyId: string,
  { source, list }: { readonly source: string | null; readonly list: string | null },
  at: number,
): Fact | null {
  if (source === null && list === null) return null;
  const policy = heed.policies.get(policyId);
  const id = source ?? policy.data.sources.sources.find((one) => one.needs_list)?.id;
  if (id === undefined)
    throw new HeedError(
      'VALIDATION',
      `${policy.id} has no source that takes a purchase entry. Name the source.`,
    );
  const found = importSource(policy, id, list ?? undefined);
  const supplied = found.purchasedAt === undefined ? at : Date.parse(found.purchasedAt);
  return {
    type: 'obtained',
    at: Math.min(supplied, at),
    from: found.from,
    source: found.id,
    ...(found.list !== undefined && { list: found.list }),
  };
}
