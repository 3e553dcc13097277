/**
 * Puts look-ups into the order in which their keys lie in an index. Memory is then walked from front to back, and the
 * processor fetches many places at a time; in the order of the list it waits for each.
 */

/** Bits of a key that are sorted by: places of one prefix lie within some cache lines of an index of millions. */
export const KEY_BITS = 18;
const DIGIT_BITS = KEY_BITS / 2;
const DIGITS = 1 << DIGIT_BITS;

/** Collects keys with the item that each belongs to, and gives the items in the order of their keys. */
export class KeyOrder {
  readonly #keys: Uint32Array;
  readonly #items: Uint32Array;
  readonly #otherKeys: Uint32Array;
  readonly #otherItems: Uint32Array;
  readonly #counts = new Uint32Array(DIGITS);
  #count = 0;

  constructor(most: number) {
    this.#keys = new Uint32Array(most);
    this.#items = new Uint32Array(most);
    this.#otherKeys = new Uint32Array(most);
    this.#otherItems = new Uint32Array(most);
  }

  /** @param key below 2 ** KEY_BITS */
  add(key: number, item: number): void {
    this.#keys[this.#count] = key;
    this.#items[this.#count++] = item;
  }

  /** The items by rising key, and an empty order again; the array is used anew by the next ones. */
  take(): Uint32Array {
    const count = this.#count;
    this.#pass(this.#keys, this.#items, this.#otherKeys, this.#otherItems, 0);
    this.#pass(this.#otherKeys, this.#otherItems, this.#keys, this.#items, DIGIT_BITS);
    this.#count = 0;
    return this.#items.subarray(0, count);
  }

  /** One pass of a counting sort, which leaves equal digits as they stood. */
  #pass(
    keys: Uint32Array,
    items: Uint32Array,
    toKeys: Uint32Array,
    toItems: Uint32Array,
    shift: number,
  ): void {
    const counts = this.#counts.fill(0);
    const count = this.#count;
    for (let i = 0; i < count; i++) counts[(keys[i]! >>> shift) & (DIGITS - 1)]!++;
    let from = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const here = counts[digit]!;
      counts[digit] = from;
      from += here;
    }
    for (let i = 0; i < count; i++) {
      const key = keys[i]!;
      const to = counts[(key >>> shift) & (DIGITS - 1)]!++;
      toKeys[to] = key;
      toItems[to] = items[i]!;
    }
  }
}
