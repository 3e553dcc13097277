/** How a choice came about. */
export type Method = 'accept_all' | 'refuse_all' | 'choose' | 'withdraw' | 'embed';

/** What changed between two states: all that effects are told. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What is granted after, compared with before. */
export function differenceOf(before: Iterable<string>, after: Iterable<string>): Difference {
  const was = new Set(before);
  const is = new Set(after);
  return {
    added: [...is].filter((id) => !was.has(id)),
    removed: [...was].filter((id) => !is.has(id)),
  };
}
