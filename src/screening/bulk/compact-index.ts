/**
 * Where a key may stand among millions that are sorted: the leading bits of its hash name a bucket, and each bucket
 * holds the next 32 bits of its keys. A look-up reads two places in memory. A hit says "perhaps"; no hit says "no".
 */
export interface CompactIndex {
  /** Leading bits that make a bucket: 4 to 24. */
  readonly bits: number;
  /** Where each bucket starts; one more than there are buckets. */
  readonly starts: Uint32Array;
  readonly tags: Uint32Array;
}

/** Bucket bits for a number of keys: some four keys a bucket. */
export function bitsFor(count: number): number {
  return Math.min(24, Math.max(4, Math.ceil(Math.log2(Math.max(1, count / 4)))));
}

export function compactIndex(count: number, bits = bitsFor(count)): CompactIndex {
  return {
    bits,
    starts: new Uint32Array(new SharedArrayBuffer(((1 << bits) + 1) * 4)),
    tags: new Uint32Array(new SharedArrayBuffer(count * 4)),
  };
}

/** Fills an index from hashes in rising order, given by their first two words. */
export class IndexFiller {
  readonly #index: CompactIndex;
  #bucket = 0;
  #count = 0;

  constructor(index: CompactIndex) {
    this.#index = index;
  }

  add(h0: number, h1: number): void {
    const { bits, starts, tags } = this.#index;
    const bucket = h0 >>> (32 - bits);
    while (this.#bucket < bucket) starts[++this.#bucket] = this.#count;
    tags[this.#count++] = ((h0 << bits) | (h1 >>> (32 - bits))) >>> 0;
  }

  finish(): number {
    const { bits, starts } = this.#index;
    while (this.#bucket < 1 << bits) starts[++this.#bucket] = this.#count;
    return this.#count;
  }
}

/** The first position that may hold the hash, or -1. */
export function findIn({ bits, starts, tags }: CompactIndex, h0: number, h1: number): number {
  const bucket = h0 >>> (32 - bits);
  const tag = ((h0 << bits) | (h1 >>> (32 - bits))) >>> 0;
  const end = starts[bucket + 1]!;
  for (let i = starts[bucket]!; i < end; i++) {
    const here = tags[i]!;
    if (here >= tag) return here === tag ? i : -1;
  }
  return -1;
}
