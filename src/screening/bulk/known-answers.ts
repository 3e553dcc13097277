/** What a row gets, ready to be written behind its decision id. */
export interface KnownAnswer {
  readonly reason: string;
  readonly allowed: boolean;
  /** Position of the reason in the counts of a stretch. */
  readonly code: number;
  /** Where in the shared memory the cells after the id stand, newline included. */
  readonly tail: number;
  readonly tailBytes: number;
}

const SIZE = 8192;
const FIELDS = 5;

/**
 * Answers by the state that they depend on: what the row says of the person, which stop stands under the identifier,
 * and since when each register lists the number. Equal states get equal answers, so each is decided once.
 */
export class KnownAnswers {
  readonly #states = new Int32Array(SIZE * FIELDS);
  #answers: (KnownAnswer | undefined)[] = new Array(SIZE);
  #count = 0;

  /** The slot of a state: the one it is in, or the free one for it. */
  #slot(a: number, b: number, c: number, d: number, e: number): number {
    let hash = Math.imul(a, 0x9e37_79b1) ^ Math.imul(b, 0x85eb_ca6b) ^ Math.imul(c, 0xc2b2_ae35);
    hash = Math.imul(hash ^ (hash >>> 15) ^ d, 0x27d4_eb2f) ^ Math.imul(e, 0x1656_67b1);
    const states = this.#states;
    for (let slot = (hash ^ (hash >>> 16)) & (SIZE - 1); ; slot = (slot + 1) & (SIZE - 1)) {
      if (this.#answers[slot] === undefined) return slot;
      const at = slot * FIELDS;
      if (
        states[at] === a &&
        states[at + 1] === b &&
        states[at + 2] === c &&
        states[at + 3] === d &&
        states[at + 4] === e
      )
        return slot;
    }
  }

  get(a: number, b: number, c: number, d: number, e: number): KnownAnswer | undefined {
    return this.#answers[this.#slot(a, b, c, d, e)];
  }

  set(a: number, b: number, c: number, d: number, e: number, answer: KnownAnswer): void {
    if (this.#count > SIZE / 2) {
      this.#answers = new Array(SIZE);
      this.#count = 0;
    }
    const slot = this.#slot(a, b, c, d, e);
    this.#states.set([a, b, c, d, e], slot * FIELDS);
    this.#answers[slot] = answer;
    this.#count++;
  }
}
