/** Works on the next item while the last one's result is used; gives the results in the order of the items. */
export async function* ahead<I, O>(
  items: Iterable<I>,
  work: (item: I) => Promise<O>,
): AsyncGenerator<O, void, undefined> {
  let last: Promise<O> | undefined;
  for (const item of items) {
    const next = work(item);
    // Should an earlier one fail, or its user stop, nobody is left to hear of this one.
    next.catch(() => {});
    if (last) yield await last;
    last = next;
  }
  if (last) yield await last;
}

/** A list in parts of `most` items; the last one may have fewer. */
export function* portions<T>(list: readonly T[], most: number): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += most) yield list.slice(from, from + most);
}
